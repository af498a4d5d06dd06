/** Who does nothing for so long is away. */
export const IDLE_MS = 5 * 60_000;
/** The server counts on a sign of life every minute. */
export const BEAT_MS = 45_000;

/** What this device says of itself, and when it did. */
export interface Beat {
  readonly state: 'ONLINE' | 'AWAY';
  readonly at: number;
}

/** What a device is, by when somebody last did something in any of its windows. */
export const deviceState = (activeAt: number, now: number): Beat['state'] =>
  now - activeAt < IDLE_MS ? 'ONLINE' : 'AWAY';

/** Whether to say it now: a change at once, the same once a beat, whichever window said it last. */
export function isDue(last: Beat | null, state: Beat['state'], now: number): boolean {
  if (last?.state !== state) return true;
  // A little early: another window that beats in step would otherwise be just too soon each time.
  return now - last.at >= BEAT_MS * 0.9 || last.at > now;
}
