import { CursorScalar } from '@parley/kit';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { MediaSeat } from '../participant/media-seat.js';
import { Participant } from '../participant/participant.js';

@ObjectType({
  description: 'Waiting in the lobby: follow lobbyEvents, and join again every 20 seconds to show it.',
})
export class AwaitingApproval {
  readonly hostIds!: readonly string[]; // for hosts()

  @Field(() => Participant, { description: 'Who the viewer is in it.' })
  readonly participant!: Participant;

  @Field(() => CursorScalar, { description: 'Position of lobbyEvents that this answer is exact at.' })
  readonly liveCursor!: string;
}

export const JoinMeetingResult = createUnionType({
  name: 'JoinMeetingResult',
  description: 'In, or waiting to be let in.',
  types: () => [MediaSeat, AwaitingApproval] as const,
  resolveType: (result) => ('iceServers' in result ? MediaSeat : AwaitingApproval),
});
export type JoinMeetingResult = MediaSeat | AwaitingApproval;
