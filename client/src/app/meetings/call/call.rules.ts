import type {
  CallEventsSubscription,
  CallPersonFragment,
  CallState,
  CallViewFragment,
  OwnCallsQuery,
} from '../../../generated/graphql';
import { clockText } from '../../ui/time/length';

export type CallEvent = CallEventsSubscription['callEvents'];

/** What decides where a call belongs. */
type Standing = Pick<CallViewFragment, 'id' | 'state'>;

/** Whether two talk in it, or could again. */
export const isOngoing = (state: CallState): boolean =>
  state === 'ACTIVE' || state === 'HELD' || state === 'TRANSFERRING';

/** Whether it is over, also as a part of a room. */
export const isOver = (state: CallState): boolean =>
  state !== 'RINGING' && state !== 'GROWN' && !isOngoing(state);

/** Whether its room is one of more than two by now, and goes on: also where the two do not talk there any more. */
export const hasGrown = ({ meeting }: Pick<CallViewFragment, 'meeting'>): boolean =>
  meeting?.mode === 'ROUTED' && meeting.state !== 'ENDED';

/** Whether it rings somebody into a call of others. */
export const isAdding = ({ state, alreadyIn }: Pick<CallViewFragment, 'state' | 'alreadyIn'>): boolean =>
  state === 'RINGING' && alreadyIn.length > 0;

/** The call in an event; null where it is about none that the viewer may see. */
export function callIn(event: CallEvent): CallViewFragment | null {
  return event.__typename === 'CallRinging' || event.__typename === 'CallChanged'
    ? (event.call ?? null)
    : null;
}

/** The viewer's calls after an event: those that are over leave the list, the newest stands first. */
export function afterCall<T extends Standing>(calls: readonly T[], call: T): readonly T[] {
  const others = calls.filter(({ id }) => id !== call.id);
  if (isOver(call.state)) return others;
  return calls.length === others.length
    ? [call, ...calls]
    : calls.map((each) => (each.id === call.id ? call : each));
}

/** The snapshot after an event. */
export function afterCallEvent(data: OwnCallsQuery, event: CallEvent): OwnCallsQuery {
  const call = callIn(event);
  if (!call || !data.viewer?.activeCalls) return data;
  return { ...data, viewer: { ...data.viewer, activeCalls: [...afterCall(data.viewer.activeCalls, call)] } };
}

type Ends = Pick<CallViewFragment, 'caller' | 'callee'>;

/** Whether the viewer was the one who was called. */
export const isIncoming = ({ callee }: Ends, viewerId: string): boolean => callee?.id === viewerId;

/** The other of the two; null where they are gone. */
export const otherIn = (call: Ends, viewerId: string): CallPersonFragment | null =>
  (isIncoming(call, viewerId) ? call.caller : call.callee) ?? null;

/** What a call came to, in one word. */
export type Outcome = 'talked' | 'missed' | 'unanswered' | 'declined' | 'busy' | 'cancelled' | 'lost';

/** What a call that is over came to for the viewer. */
export function outcomeOf(
  call: Pick<CallViewFragment, 'state' | 'answeredAt'> & Ends,
  viewerId: string,
): Outcome {
  const incoming = isIncoming(call, viewerId);
  switch (call.state) {
    case 'MISSED':
      return incoming ? 'missed' : 'unanswered';
    case 'CANCELLED':
      return incoming ? 'missed' : 'cancelled';
    case 'REJECTED':
      return 'declined';
    case 'BUSY':
      return 'busy';
    case 'FAILED':
      return 'lost';
    default:
      return 'talked';
  }
}

/** A length of time as clocks of calls show it, which count what is over: 3:07, or 1:02:09. */
export const asClock = (seconds: number): string => clockText(Math.floor(seconds));
