import { type Page, PageArgs } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Participant, ParticipantConnection } from '../participant/participant.js';
import { listParticipants, viewerIn } from '../participant/participant.service.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { User } from '../person/user.js';
import { readMeeting, stateOf } from './meeting.service.js';
import { Meeting } from './meeting.js';
import { MeetingState } from './meeting-kind.js';
import type { MeetingRow } from './meeting.table.js';

@Resolver(() => Meeting)
export class MeetingResolver {
  @Query(() => Meeting, { nullable: true, description: 'One meeting; null for those who are not in it.' })
  meeting(
    @Ctx() ctx: MeetingsContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<MeetingRow | null> {
    return readMeeting(ctx, id);
  }

  @FieldResolver(() => MeetingState, { description: 'Where it stands.' })
  state(@Root() meeting: MeetingRow): MeetingState {
    return stateOf(meeting);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who made it.' })
  createdBy(@Root() { createdById }: Meeting): User | null {
    return createdById === null ? null : { id: createdById };
  }

  @FieldResolver(() => ParticipantConnection, {
    description: 'Who is or was in it, the first to come first.',
  })
  participants(
    @Ctx() ctx: MeetingsContext,
    @Root() meeting: Meeting,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ParticipantRow>> {
    return listParticipants(ctx, meeting.id, args);
  }

  @FieldResolver(() => Participant, {
    nullable: true,
    description: 'The viewer in it; null where they have not come yet.',
  })
  viewerParticipant(@Ctx() ctx: MeetingsContext, @Root() meeting: Meeting): Promise<ParticipantRow | null> {
    return viewerIn(ctx, meeting.id);
  }
}
