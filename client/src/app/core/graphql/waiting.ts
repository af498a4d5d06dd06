/** A pause that can be cut short, by as many as wait at once. */
export class Waiting {
  private readonly sleepers = new Set<() => void>();

  /** Settles after so many milliseconds, or when somebody calls. */
  for(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.sleepers.add(end);
    });
  }

  wake(): void {
    for (const end of [...this.sleepers]) end();
  }
}
