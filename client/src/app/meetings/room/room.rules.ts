import type { ParticipantState, RoomEventsSubscription, RoomQuery } from '../../../generated/graphql';

export type RoomEvent = RoomEventsSubscription['meetingEvents'];
export type Room = NonNullable<RoomQuery['meeting']>;

/** Whether somebody is in, also while their line is broken. */
export const isIn = (state: ParticipantState): boolean => state === 'JOINED' || state === 'RECONNECTING';

/** The room after an event: who is in it; what somebody is there is in the cache already. */
export function afterRoomEvent(data: RoomQuery, event: RoomEvent): RoomQuery {
  const { meeting } = data;
  if (!meeting || event.__typename !== 'ParticipantChanged') return data;
  const { participant } = event;
  const others = meeting.participants.nodes.filter(({ id }) => id !== participant.id);
  const known = others.length < meeting.participants.nodes.length;
  if (known === isIn(participant.state)) return data;
  const nodes = known ? others : [...others, participant];
  return { ...data, meeting: { ...meeting, participants: { ...meeting.participants, nodes } } };
}

/** Who came and who went between two moments, by name; oneself is left out. */
export function comingsBetween(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  ownId: string | null,
): { readonly came: readonly string[]; readonly left: readonly string[] } {
  const missingIn = (known: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] =>
    [...others].filter(([id]) => id !== ownId && !known.has(id)).map(([, name]) => name);
  return { came: missingIn(before, now), left: missingIn(now, before) };
}
