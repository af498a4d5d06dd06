/** What somebody is in a room, the highest first. */
const RANKS = ['HOST', 'COHOST', 'PRESENTER', 'PARTICIPANT', 'GUEST'] as const;

export type Role = (typeof RANKS)[number];

/** Somebody in a room, as far as it decides where they stand in the list and what may be done about them. */
export interface RoomPerson {
  readonly id: string;
  readonly displayName: string;
  readonly role: Role;
  readonly state: string;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly handRaisedAt?: string | null;
  readonly joinedAt?: string | null;
}

/** Those of a room by where they stand. */
export interface People<T> {
  /** Who asked to come in, the longest wait first. */
  readonly waiting: readonly T[];
  /** Who is in: raised hands first, in their order, then by role and name. */
  readonly present: readonly T[];
}

/** What may be done about somebody else in a room. */
export type PersonDeed =
  | 'mute'
  | 'stopVideo'
  | 'lowerHand'
  | 'spotlight'
  | 'unspotlight'
  | 'makeCohost'
  | 'makePresenter'
  | 'makeParticipant'
  | 'remove';

/** What the viewer is in a room and may do in it. */
export interface Power {
  readonly participantId: string | null;
  readonly mayModerate: boolean;
  readonly mayManage: boolean;
}

const rankOf = ({ role }: RoomPerson): number => RANKS.indexOf(role);

/** Whether somebody is in the room, also while their line is broken. */
export const isPresent = ({ state }: Pick<RoomPerson, 'state'>): boolean =>
  state === 'JOINED' || state === 'RECONNECTING';

/** Hands before no hand, and the one that went up first before the others. */
function byHand(a: RoomPerson, b: RoomPerson): number {
  if (!a.handRaisedAt || !b.handRaisedAt)
    return Number(Boolean(b.handRaisedAt)) - Number(Boolean(a.handRaisedAt));
  return a.handRaisedAt.localeCompare(b.handRaisedAt);
}

/** Who waits and who is in, each in the order in which they are shown. */
export function peopleOf<T extends RoomPerson>(everybody: readonly T[], language: string): People<T> {
  const byName = new Intl.Collator(language, { sensitivity: 'base' });
  return {
    // Ids are in the order of time: whoever knocked first stands first.
    waiting: everybody.filter(({ state }) => state === 'WAITING').sort((a, b) => (a.id < b.id ? -1 : 1)),
    present: everybody
      .filter(isPresent)
      .sort((a, b) => byHand(a, b) || rankOf(a) - rankOf(b) || byName.compare(a.displayName, b.displayName)),
  };
}

/** The place of each raised hand among those who want to speak, from 1, by id. */
export function handPlaces(everybody: readonly RoomPerson[]): ReadonlyMap<string, number> {
  const raised = everybody.filter((person) => isPresent(person) && person.handRaisedAt).sort(byHand);
  return new Map(raised.map(({ id }, at) => [id, at + 1]));
}

function rolesFor(person: RoomPerson): readonly PersonDeed[] {
  // A guest stays one: what they may see was decided by the link that they came by.
  if (person.role === 'GUEST' || person.role === 'HOST') return [];
  const all = { makeCohost: 'COHOST', makePresenter: 'PRESENTER', makeParticipant: 'PARTICIPANT' } as const;
  return (Object.keys(all) as (keyof typeof all)[]).filter((deed) => all[deed] !== person.role);
}

/** What the viewer may do about somebody; what makes no sense just now is not offered. */
export function deedsFor(person: RoomPerson, power: Power, spotlitId: string | null): readonly PersonDeed[] {
  if (!power.mayModerate || !isPresent(person)) return [];
  const isSelf = person.id === power.participantId;
  const isHost = person.role === 'HOST';
  const about: readonly PersonDeed[] = [
    ...(person.microphone && !isSelf ? ['mute' as const] : []),
    ...(person.camera && !isSelf ? ['stopVideo' as const] : []),
    ...(person.handRaisedAt && !isSelf ? ['lowerHand' as const] : []),
    spotlitId === person.id ? 'unspotlight' : 'spotlight',
  ];
  return [
    ...about,
    ...(power.mayManage && !isSelf ? rolesFor(person) : []),
    ...(isSelf || isHost ? [] : ['remove' as const]),
  ];
}
