import type { MeetingRow } from '../meeting/meeting.table.js';
import { checkAct } from '../meeting/room.rules.js';
import type { ParticipantRow } from './participant.table.js';
import type { Switched } from './participant.store.js';

/**
 * Lets pass whoever may switch on here what they want to; switching off is everybody's.
 * @throws FORBIDDEN that says who may
 */
export function checkSwitch(
  { participantsMay }: Pick<MeetingRow, 'participantsMay'>,
  { role, heldMute }: Pick<ParticipantRow, 'role' | 'heldMute'>,
  wanted: Switched,
): void {
  if (wanted.microphone === true) {
    checkAct(role, 'SPEAK', participantsMay);
    if (heldMute) checkAct(role, 'UNMUTE', participantsMay);
  }
  if (wanted.camera === true) checkAct(role, 'SHOW', participantsMay);
  if (wanted.screen === true) checkAct(role, 'SHARE_SCREEN', participantsMay);
}
