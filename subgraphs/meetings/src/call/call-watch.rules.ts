import type { ParticipantRow } from '../participant/participant.table.js';

/** Devices report every five seconds: two reports that did not come are no accident. */
const MISSED_MS = 12_000;
/** How long somebody who is missed has to come back. */
const LOST_MS = 15_000;
/** How long somebody has to take their place once the call was answered. */
const COMING_MS = 25_000;

type Presence = Pick<ParticipantRow, 'state' | 'seenAt' | 'missedSince'>;

/** Whether somebody who is in gives no sign of life. */
export const isMissed = ({ state, seenAt }: Presence, now: Date): boolean =>
  state === 'JOINED' && now.getTime() - seenAt.getTime() > MISSED_MS;

/**
 * Whether somebody is lost: they never came, or are missed and do not come back. What counts is how long ago they were
 * found missing, so that a server which was away itself ends no call at its first look.
 */
export function isLost(presence: Presence | null, answeredAt: Date, now: Date): boolean {
  if (!presence) return now.getTime() - answeredAt.getTime() > COMING_MS;
  return presence.missedSince !== null && now.getTime() - presence.missedSince.getTime() > LOST_MS;
}
