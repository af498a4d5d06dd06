import type { MemberRole } from '../channel/channel.js';

/** What a participant is in the channel of the room, which nobody else is in. */
const ROLES: Readonly<Record<string, MemberRole>> = {
  HOST: 'OWNER',
  COHOST: 'MODERATOR',
  PRESENTER: 'MEMBER',
  PARTICIPANT: 'MEMBER',
  GUEST: 'GUEST',
};

/** Their place in the channel of a room; null for who is not in it. */
export function placeInRoom(participant: {
  readonly role: string;
  readonly state: string;
}): MemberRole | null {
  const role = ROLES[participant.role] ?? 'MEMBER';
  switch (participant.state) {
    case 'JOINED':
    case 'RECONNECTING':
      return role;
    // What was said among them they may read afterwards; guests are here only for as long as they are in.
    case 'LEFT':
      return role === 'GUEST' ? null : role;
    default:
      return null;
  }
}

const LONGEST_NAME = 80;

/** What the channel of a room is called: as the room, as far as names of channels go. */
export function nameOfRoom(title: string): string {
  const whole = title.trim();
  return whole.length > LONGEST_NAME ? `${whole.slice(0, LONGEST_NAME - 1).trimEnd()}…` : whole;
}
