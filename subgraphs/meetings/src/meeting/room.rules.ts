import { conflict, forbidden, invalid } from '@parley/kit';
import type { ParticipantRole, ParticipantState } from '../participant/participant-state.js';
import type { MeetingAct } from './meeting-settings.js';

/** What keeping a room takes, as opposed to taking part in it. */
export type HostDeed =
  | 'CHANGE'
  | 'END'
  | 'INVITE'
  | 'ADMIT'
  | 'MUTE'
  | 'REMOVE'
  | 'SET_ROLE'
  | 'SPOTLIGHT'
  | 'RECORD'
  | 'BREAK_OUT'
  | 'ANSWER';

const ALL: readonly HostDeed[] = [
  ...(['CHANGE', 'END', 'INVITE', 'ADMIT', 'MUTE', 'REMOVE'] as const),
  ...(['SET_ROLE', 'SPOTLIGHT', 'RECORD', 'BREAK_OUT', 'ANSWER'] as const),
];

/** Which role may do which deed. What is not here is refused. */
const DEEDS: Readonly<Record<ParticipantRole, ReadonlySet<HostDeed>>> = {
  HOST: new Set(ALL),
  COHOST: new Set(ALL.filter((deed) => deed !== 'END')),
  PRESENTER: new Set(['INVITE', 'ANSWER']),
  PARTICIPANT: new Set(),
  GUEST: new Set(),
};

/** From the most to the least. */
const RANKS: readonly ParticipantRole[] = ['HOST', 'COHOST', 'PRESENTER', 'PARTICIPANT', 'GUEST'];

/** Whether a role may do that deed. */
export const mayDo = (role: ParticipantRole, deed: HostDeed): boolean => DEEDS[role].has(deed);

/** Whether one role stands above another. */
export const outranks = (role: ParticipantRole, other: ParticipantRole): boolean =>
  RANKS.indexOf(role) < RANKS.indexOf(other);

/** Whether somebody of that role does this here: those who present do everything but record without being asked. */
export function mayAct(
  role: ParticipantRole,
  act: MeetingAct,
  participantsMay: readonly MeetingAct[],
): boolean {
  if (role === 'HOST' || role === 'COHOST') return true;
  if (act === 'RECORD') return role !== 'GUEST' && participantsMay.includes('RECORD');
  return role === 'PRESENTER' || participantsMay.includes(act);
}

const ACTS: Readonly<Record<MeetingAct, string>> = {
  SPEAK: 'In this meeting only presenters and hosts speak',
  SHOW: 'In this meeting only presenters and hosts turn their camera on',
  SHARE_SCREEN: 'In this meeting only presenters and hosts share a screen',
  REACT: 'In this meeting only presenters and hosts react',
  ASK: 'In this meeting only presenters and hosts ask questions',
  CHAT: 'In this meeting only presenters and hosts write',
  RECORD: 'In this meeting only hosts record',
  UNMUTE: 'A host muted you, and only hosts unmute here: raise a hand',
};

/**
 * Lets pass whoever may do that here.
 * @throws FORBIDDEN that says who may
 */
export function checkAct(
  role: ParticipantRole,
  act: MeetingAct,
  participantsMay: readonly MeetingAct[],
): void {
  if (!mayAct(role, act, participantsMay)) throw forbidden(ACTS[act]);
}

/**
 * Lets pass whoever may do something to somebody else: to nobody who stands as high as they do, but for hosts.
 * @throws FORBIDDEN
 */
export function checkOver(role: ParticipantRole, other: ParticipantRole): void {
  if (role !== 'HOST' && !outranks(role, other)) throw forbidden('Only a host may do this to them');
}

/** Who gets which role from whom. */
export interface RoleChange {
  readonly by: ParticipantRole;
  readonly from: ParticipantRole;
  readonly to: ParticipantRole;
  /** Whether they came with a guest pass: a pass is no way to more. */
  readonly isGuest: boolean;
  /** Whether the meeting is theirs. */
  readonly isCreator: boolean;
}

/**
 * Checks that somebody may get a role.
 * @throws FORBIDDEN, or CONFLICT where nobody could give it to them
 */
export function checkRole({ by, from, to, isGuest, isCreator }: RoleChange): void {
  checkOver(by, from);
  checkOver(by, to);
  if (isCreator && to !== 'HOST') throw conflict('Whoever made a meeting stays its host');
  if (isGuest && to !== 'GUEST' && to !== 'PRESENTER') {
    throw conflict('Guests become presenters, and no more');
  }
  if (!isGuest && to === 'GUEST') throw conflict('Only who came by the link for guests is one');
}

/** What happens to somebody in a room. */
export type PlaceStep = 'ADMIT' | 'DENY' | 'MISS' | 'LEAVE' | 'REMOVE';

/** The whole life of a place in a room, after somebody came. What is not here is refused. */
const STEPS: Readonly<Record<PlaceStep, Partial<Record<ParticipantState, ParticipantState>>>> = {
  ADMIT: { WAITING: 'JOINED' },
  DENY: { WAITING: 'DENIED' },
  MISS: { JOINED: 'RECONNECTING' },
  LEAVE: { WAITING: 'LEFT', JOINED: 'LEFT', RECONNECTING: 'LEFT' },
  REMOVE: { WAITING: 'REMOVED', JOINED: 'REMOVED', RECONNECTING: 'REMOVED', LEFT: 'REMOVED' },
};

const WHERE_THEY_STAND: Readonly<Record<ParticipantState, string>> = {
  WAITING: 'They are still waiting',
  JOINED: 'They are in already',
  RECONNECTING: 'They are in already',
  LEFT: 'They have left',
  DENIED: 'They were turned away',
  REMOVED: 'They were removed',
};

/** Where somebody stands after a step; null where it cannot be taken. */
export const placeAfter = (state: ParticipantState, step: PlaceStep): ParticipantState | null =>
  STEPS[step][state] ?? null;

/**
 * Where somebody stands after a step.
 * @throws CONFLICT that says where they stand, where the step cannot be taken there
 */
export function stepTo(state: ParticipantState, step: PlaceStep): ParticipantState {
  const next = placeAfter(state, step);
  if (next === null) throw conflict(WHERE_THEY_STAND[state]);
  return next;
}

/** Whether somebody is in. */
export const isIn = (state: ParticipantState): boolean => state === 'JOINED' || state === 'RECONNECTING';

/** Whether somebody is in or waits. */
export const isPresent = (state: ParticipantState): boolean => isIn(state) || state === 'WAITING';

/** Who comes to a room. */
export interface Comer {
  readonly role: ParticipantRole;
  /** Where they stood until now; null for whoever comes for the first time. */
  readonly state: ParticipantState | null;
  /** Whether they were let in once. */
  readonly admitted: boolean;
}

/**
 * Whether whoever comes waits in the lobby: newcomers where there is one, and everywhere those who were turned away or
 * removed. Hosts never do.
 */
export function waits({ role, state, admitted }: Comer, lobby: boolean): boolean {
  if (mayDo(role, 'ADMIT')) return false;
  if (state === 'DENIED' || state === 'REMOVED') return true;
  return state === 'WAITING' || (lobby && !admitted);
}

/**
 * Lets pass whoever may come into a locked room: those who are in already, and hosts.
 * @throws CONFLICT
 */
export function checkUnlocked({ role, state }: Comer, locked: boolean): void {
  if (!locked || (state !== null && isIn(state)) || mayDo(role, 'ADMIT')) return;
  throw conflict('This meeting is locked: nobody more may come in');
}

const LONGEST_TITLE = 200;

/**
 * The title of a room.
 * @throws INVALID when it is empty, too long or not text
 */
export function checkTitle(title: string): string {
  const kept = title.trim();
  if (kept === '') throw invalid('title', 'Give it a title');
  if (kept.length > LONGEST_TITLE) {
    throw invalid('title', `At most ${String(LONGEST_TITLE)} characters, this has ${String(kept.length)}`);
  }
  if (/\p{Cc}/u.test(kept) || !kept.isWellFormed()) throw invalid('title', 'Use plain text on one line');
  return kept;
}

const LONGEST_HOURS = 24;
const HOUR_MS = 3_600_000;

/** When a room is planned for. */
export interface Span {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

/**
 * The span of a planned meeting.
 * @throws INVALID when it has none, or one that ends before it begins or lasts longer than a day
 */
export function checkSpan({ startsAt, endsAt }: Span): Span {
  if (startsAt === null) throw invalid('startsAt', 'Say when it begins');
  if (endsAt === null) throw invalid('endsAt', 'Say when it ends');
  if (endsAt <= startsAt) throw invalid('endsAt', 'It ends after it begins');
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_HOURS * HOUR_MS) {
    throw invalid('endsAt', `A meeting lasts at most ${String(LONGEST_HOURS)} hours`);
  }
  return { startsAt, endsAt };
}

/** Who stands in for a host who left: of those who are in, who stands highest, and came first; guests never do. */
export function standIn<T extends { readonly role: ParticipantRole; readonly joinedAt: Date }>(
  present: readonly T[],
): T | null {
  const able = present.filter(({ role }) => role !== 'GUEST');
  const [first] = able.toSorted(
    (a, b) => RANKS.indexOf(a.role) - RANKS.indexOf(b.role) || a.joinedAt.getTime() - b.joinedAt.getTime(),
  );
  return first ?? null;
}
