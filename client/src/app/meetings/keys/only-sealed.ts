const KEPT = 'parley.onlySealed';

/** Whether calls from this browser have to be encrypted end to end, whatever the other's device can. */
export const onlySealed = (): boolean => localStorage.getItem(KEPT) === 'yes';

/** Chooses it for calls from now on. */
export function chooseOnlySealed(only: boolean): void {
  if (only) localStorage.setItem(KEPT, 'yes');
  else localStorage.removeItem(KEPT);
}
