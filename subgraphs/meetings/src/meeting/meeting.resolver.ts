import { Action, CapabilityState, CursorScalar, type Page, PageArgs, streamCursor } from '@parley/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { meetingStream } from '../events.js';
import { Participant, ParticipantConnection } from '../participant/participant.js';
import { ParticipantState } from '../participant/participant-state.js';
import {
  countIn,
  listParticipants,
  participantInside,
  viewerIn,
} from '../participant/participant.service.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { User } from '../person/user.js';
import { capabilitiesIn } from '../keys/media-key.service.js';
import { meetingActions, readMeeting, stateOf } from './meeting.service.js';
import { Meeting, MeetingConnection } from './meeting.js';
import { MeetingsArgs } from './meeting.inputs.js';
import { MeetingState } from './meeting-kind.js';
import { MeetingSettings } from './meeting-settings.js';
import { listMeetings } from './meeting-list.service.js';
import type { MeetingRow } from './meeting.table.js';

@ArgsType()
class ParticipantsArgs extends PageArgs {
  @Field(() => [ParticipantState], { nullable: true, description: 'Only in these states.' })
  readonly states?: readonly ParticipantState[] | null;
}

@Resolver(() => Meeting)
export class MeetingResolver {
  @Query(() => Meeting, { nullable: true, description: 'One meeting; null where it is hidden or absent.' })
  meeting(
    @Ctx() ctx: MeetingsContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<MeetingRow | null> {
    return readMeeting(ctx, id);
  }

  @Query(() => MeetingConnection, { description: 'Meetings that the viewer may see, the latest first.' })
  meetings(
    @Ctx() ctx: MeetingsContext,
    @Args(() => MeetingsArgs) args: MeetingsArgs,
  ): Promise<Page<MeetingRow>> {
    return listMeetings(ctx, args);
  }

  @FieldResolver(() => MeetingState, { description: 'Where it stands.' })
  state(@Root() meeting: MeetingRow): MeetingState {
    return stateOf(meeting);
  }

  @FieldResolver(() => MeetingSettings, { description: 'How it works.' })
  settings(@Root() meeting: MeetingRow): MeetingSettings {
    return meeting;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who made it.' })
  createdBy(@Root() { createdById }: Meeting): User | null {
    return createdById === null ? null : { id: createdById };
  }

  @FieldResolver(() => ParticipantConnection, {
    description: 'Who is or was in it, or waits, the first to come first; whoever waits sees themselves.',
  })
  participants(
    @Ctx() ctx: MeetingsContext,
    @Root() meeting: Meeting,
    @Args(() => ParticipantsArgs) args: ParticipantsArgs,
  ): Promise<Page<ParticipantRow>> {
    return listParticipants(ctx, meeting.id, args);
  }

  @FieldResolver(() => Int, { description: 'How many are in it now.' })
  participantCount(@Ctx() ctx: MeetingsContext, @Root() meeting: Meeting): Promise<number> {
    return countIn(ctx, meeting.id);
  }

  @FieldResolver(() => Participant, {
    nullable: true,
    description: 'The viewer in it; null where they have not come yet.',
  })
  viewerParticipant(@Ctx() ctx: MeetingsContext, @Root() meeting: Meeting): Promise<ParticipantRow | null> {
    return viewerIn(ctx, meeting.id);
  }

  @FieldResolver(() => Participant, { nullable: true, description: 'Who is shown large to everyone.' })
  async spotlight(
    @Ctx() ctx: MeetingsContext,
    @Root() { spotlightId }: Meeting,
  ): Promise<ParticipantRow | null> {
    return spotlightId === null ? null : participantInside(ctx, spotlightId);
  }

  @FieldResolver(() => [Action], { description: 'What the viewer may do with it.' })
  viewerCan(@Ctx() ctx: MeetingsContext, @Root() meeting: Meeting): Promise<Action[]> {
    return meetingActions(ctx, meeting.id);
  }

  @FieldResolver(() => CursorScalar, {
    description: 'Position of the live stream that this answer is exact at.',
  })
  liveCursor(@Root() { id, liveSeq }: MeetingRow): string {
    return streamCursor(meetingStream(id), liveSeq);
  }

  @FieldResolver(() => [CapabilityState], {
    description: 'What works in this mode and what does not, one per capability.',
  })
  capabilities(@Ctx() ctx: MeetingsContext, @Root() meeting: MeetingRow): Promise<CapabilityState[]> {
    return capabilitiesIn(ctx, meeting);
  }
}
