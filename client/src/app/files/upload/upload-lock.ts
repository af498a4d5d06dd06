/**
 * Makes a file on its way this window's own for as long as it wants: other windows of the browser leave it alone.
 * Settles with what lets go of it, or with null where another window has it.
 */
export function holdAlone(key: string): Promise<(() => void) | null> {
  return new Promise((settle) => {
    const held = navigator.locks.request(`parley-upload-${key}`, { ifAvailable: true }, (lock) => {
      if (!lock) {
        settle(null);
        return undefined;
      }
      return new Promise<void>((letGo) => {
        settle(letGo);
      });
    });
    // A page that leaves has let go of everything.
    held.catch(() => {
      settle(null);
    });
  });
}
