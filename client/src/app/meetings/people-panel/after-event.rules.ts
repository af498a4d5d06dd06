import type { RoomPeopleEventsSubscription, RoomVisitorFragment } from '../../../generated/graphql';

type Event = RoomPeopleEventsSubscription['meetingEvents'];

interface Listed {
  readonly meeting: { readonly participants: { readonly nodes: RoomVisitorFragment[] } } | null;
}

/**
 * The list with whoever came or knocked; what is known of those in it already the cache has taken in. What the viewer
 * may do in a meeting that was changed no event says, for it is told to all alike.
 */
export function withComer<T extends Listed>(data: T, event: Event): T | 'reread' {
  const { meeting } = data;
  if (event.__typename === 'MeetingChanged') return 'reread';
  if (!meeting || event.__typename !== 'ParticipantChanged') return data;
  const { participant } = event;
  const { nodes } = meeting.participants;
  if (nodes.some(({ id }) => id === participant.id)) return data;
  const participants = { ...meeting.participants, nodes: [...nodes, participant] };
  return { ...data, meeting: { ...meeting, participants } };
}
