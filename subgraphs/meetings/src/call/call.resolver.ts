import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { readMeeting } from '../meeting/meeting.service.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { User } from '../person/user.js';
import { Call } from './call.js';
import { durationOf, readCall } from './call-list.service.js';
import type { CallRow } from './call.table.js';

@Resolver(() => Call)
export class CallResolver {
  @Query(() => Call, { nullable: true, description: 'One call; null for those who are not in it.' })
  call(
    @Ctx() ctx: MeetingsContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<CallRow | null> {
    return readCall(ctx, id);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who rings.' })
  caller(@Root() { callerId }: Call): User {
    return { id: callerId };
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who is rung.' })
  callee(@Root() { calleeId }: Call): User {
    return { id: calleeId };
  }

  @FieldResolver(() => Meeting, { nullable: true, description: 'The room that the two talk in.' })
  meeting(@Ctx() ctx: MeetingsContext, @Root() { meetingId }: Call): Promise<MeetingRow | null> {
    return readMeeting(ctx, meetingId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who put it on hold; null where it is not.' })
  heldBy(@Root() { heldById }: Call): User | null {
    return heldById === null ? null : { id: heldById };
  }

  @FieldResolver(() => Call, {
    nullable: true,
    description: 'The call it became; null for those who are out of that one.',
  })
  transferredTo(@Ctx() ctx: MeetingsContext, @Root() call: Call): Promise<CallRow | null> | null {
    return call.transferredToId === null ? null : readCall(ctx, call.transferredToId);
  }

  @FieldResolver(() => Call, {
    nullable: true,
    description: 'The call that is spoken about in this one before it is handed over; for who hands it over.',
  })
  consultsAbout(@Ctx() ctx: MeetingsContext, @Root() call: Call): Promise<CallRow | null> | null {
    return call.consultsAboutId === null ? null : readCall(ctx, call.consultsAboutId);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How long the two talked, in seconds; null for a call that was not answered or goes on.',
  })
  durationSeconds(@Root() call: Call): number | null {
    return durationOf(call);
  }
}
