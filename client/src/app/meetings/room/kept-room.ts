const KEPT = 'parley.room';

/** A room that one is in, in this window, as it is found again after a reload. */
export interface KeptRoom {
  readonly meetingId: string;
  readonly video: boolean;
  readonly silent: boolean;
}

/** The room that one was in when this window was left. */
export const keptRoom = (): KeptRoom | null =>
  JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as KeptRoom | null;

/** Keeps which room one is in, for as long as the window is open. */
export function keepRoom(room: KeptRoom | null): void {
  if (room) sessionStorage.setItem(KEPT, JSON.stringify(room));
  else sessionStorage.removeItem(KEPT);
}
