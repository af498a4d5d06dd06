import { plain } from '../../core/i18n/plain';

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
  /** Whether they came by a link for guests. */
  readonly isGuest: boolean;
  /** Whether the meeting is theirs: they stay its host. */
  readonly isCreator: boolean;
}

/** Those of a room by where they stand. */
export interface People<T> {
  /** Who asked to come in, the longest wait first. */
  readonly waiting: readonly T[];
  /** Who is in: raised hands first, in their order, then by role and name. */
  readonly present: readonly T[];
}

/** What a role can be made, and the deed that does it. */
const ROLE_DEEDS = {
  makeHost: 'HOST',
  makeCohost: 'COHOST',
  makePresenter: 'PRESENTER',
  makeParticipant: 'PARTICIPANT',
  makeGuest: 'GUEST',
} as const satisfies Readonly<Record<string, Role>>;
type RoleDeed = keyof typeof ROLE_DEEDS;

/** What may be done about somebody in a room. */
export type PersonDeed =
  'mute' | 'stopVideo' | 'lowerHand' | 'spotlight' | 'unspotlight' | RoleDeed | 'remove';

/** The role that a deed gives; null for one that gives none. */
export const roleOf = (deed: PersonDeed): Role | null =>
  deed in ROLE_DEEDS ? ROLE_DEEDS[deed as RoleDeed] : null;

/** Who the viewer is in a room; its keeper decides by the same table what they may do. */
export interface Viewpoint {
  readonly participantId: string | null;
  readonly role: Role | null;
}

/** Whether somebody of that role keeps order in the room. */
export const keepsOrder = (role: Role | null): boolean => role === 'HOST' || role === 'COHOST';

const rankOf = ({ role }: RoomPerson): number => RANKS.indexOf(role);

/** Whether somebody is in the room, also while their line is broken. */
export const isPresent = ({ state }: Pick<RoomPerson, 'state'>): boolean =>
  state === 'JOINED' || state === 'RECONNECTING';

/** Hands before no hand, and the one that went up first before the others. */
function byHand(a: RoomPerson, b: RoomPerson): number {
  if (!a.handRaisedAt || !b.handRaisedAt) {
    return Number(Boolean(b.handRaisedAt)) - Number(Boolean(a.handRaisedAt));
  }
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

/** Those whose name has every word of these in it, however it is accented. */
export function withName<T extends Pick<RoomPerson, 'displayName'>>(
  people: readonly T[],
  sought: string,
): readonly T[] {
  const words = plain(sought).split(/\s+/);
  return people.filter(({ displayName }) => words.every((word) => plain(displayName).includes(word)));
}

/** The place of each raised hand among those who want to speak, from 1, by id. */
export function handPlaces(everybody: readonly RoomPerson[]): ReadonlyMap<string, number> {
  const raised = everybody.filter((person) => isPresent(person) && person.handRaisedAt).sort(byHand);
  return new Map(raised.map(({ id }, at) => [id, at + 1]));
}

/** Hosts may do it to everybody, others only to those below them. */
const isOver = (role: Role, other: Role): boolean =>
  role === 'HOST' || RANKS.indexOf(role) < RANKS.indexOf(other);

function roleDeedsFor(person: RoomPerson, by: Role): readonly RoleDeed[] {
  const all = Object.keys(ROLE_DEEDS) as RoleDeed[];
  return all.filter((deed) => {
    const to = ROLE_DEEDS[deed];
    // A pass is no way to more than to present, and nobody else is a guest.
    const fits = person.isGuest ? to === 'PRESENTER' || to === 'GUEST' : to !== 'GUEST';
    return fits && to !== person.role && isOver(by, to);
  });
}

/** What the viewer may do about somebody; what makes no sense just now is not offered. */
export function deedsFor(
  person: RoomPerson,
  { participantId, role }: Viewpoint,
  spotlitId: string | null,
): readonly PersonDeed[] {
  if (role === null || !keepsOrder(role) || !isPresent(person)) return [];
  const spotlight = spotlitId === person.id ? 'unspotlight' : 'spotlight';
  const isSelf = person.id === participantId;
  if (isSelf || !isOver(role, person.role)) return [spotlight];
  return [
    ...(person.microphone ? ['mute' as const] : []),
    ...(person.camera ? ['stopVideo' as const] : []),
    ...(person.handRaisedAt ? ['lowerHand' as const] : []),
    spotlight,
    ...(person.isCreator ? [] : roleDeedsFor(person, role)),
    'remove',
  ];
}
