import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from './meeting.js';
import { CreateMeetingInput, EndMeetingInput, UpdateMeetingInput } from './meeting.inputs.js';
import type { MeetingRow } from './meeting.table.js';
import { createMeeting, endMeeting, updateMeeting } from './room.service.js';

const WHAT = { description: 'What to do.' };

@Resolver()
export class RoomResolver {
  @Mutation(() => Meeting, { description: 'Makes a room, whose host the viewer is.' })
  createMeeting(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => CreateMeetingInput, WHAT) input: CreateMeetingInput,
  ): Promise<MeetingRow> {
    return createMeeting(ctx, input);
  }

  @Mutation(() => Meeting, { description: 'Changes a room.' })
  updateMeeting(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => UpdateMeetingInput, WHAT) input: UpdateMeetingInput,
  ): Promise<MeetingRow> {
    return updateMeeting(ctx, input);
  }

  @Mutation(() => Meeting, { description: 'Ends it for everyone.' })
  endMeeting(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => EndMeetingInput, WHAT) input: EndMeetingInput,
  ): Promise<MeetingRow> {
    return endMeeting(ctx, input);
  }
}
