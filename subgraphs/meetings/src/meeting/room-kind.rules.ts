import type { MeetingKind } from './meeting-kind.js';
import type { MeetingAct } from './meeting-settings.js';

const EVERYTHING: readonly MeetingAct[] = [
  ...(['SPEAK', 'SHOW', 'SHARE_SCREEN', 'REACT', 'ASK', 'CHAT', 'UNMUTE'] as const),
];

/** Those who listen to a webinar take part in words. */
const LISTENING: readonly MeetingAct[] = ['REACT', 'ASK', 'CHAT'];

/** Whether people make rooms of that kind by themselves; the others come with a call or another meeting. */
export const isMadeByPeople = (kind: MeetingKind): boolean => kind !== 'CALL' && kind !== 'BREAKOUT';

/** How a room of that kind begins, before anything is said about it. */
export const defaultsOf = (kind: MeetingKind): { readonly participantsMay: readonly MeetingAct[] } => ({
  participantsMay: kind === 'WEBINAR' ? LISTENING : EVERYTHING,
});
