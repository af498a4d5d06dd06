import type { RoomPeopleEventsSubscription, RoomVisitorFragment } from '../../../generated/graphql';

type Event = RoomPeopleEventsSubscription['meetingEvents'];

interface Listed {
  readonly meeting: { readonly participants: { readonly nodes: RoomVisitorFragment[] } } | null;
}

/** The list with whoever came or knocked; what is known of those in it already the cache has taken in. */
export function withComer<T extends Listed>(data: T, event: Event): T {
  const { meeting } = data;
  if (!meeting || event.__typename !== 'ParticipantChanged') return data;
  const { participant } = event;
  const { nodes } = meeting.participants;
  if (nodes.some(({ id }) => id === participant.id)) return data;
  const participants = { ...meeting.participants, nodes: [...nodes, participant] };
  return { ...data, meeting: { ...meeting, participants } };
}
