import { Action, Deleted, type Page, PageArgs } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Float, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { readMeeting } from '../meeting/meeting.service.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { User } from '../person/user.js';
import { File, Recording, RecordingConnection } from './recording.js';
import { RecordingChanged } from './recording-events.js';
import {
  DeleteRecordingInput,
  MarkRecordingInput,
  RetryRecordingInput,
  StartRecordingInput,
  StopRecordingInput,
} from './recording.inputs.js';
import {
  activeRecordingOf,
  beginsAtSeconds,
  deleteRecording,
  listRecordings,
  markRecording,
  readRecording,
  peekInside,
  recordingActions,
  retryRecording,
  startRecording,
  stopRecording,
} from './recording.service.js';
import type { RecordingRow } from './recording.table.js';

const INPUT = { description: 'What to do.' };

@Resolver(() => Recording)
export class RecordingDeedsResolver {
  @Query(() => Recording, {
    nullable: true,
    description: 'One recording; null where it is hidden or absent.',
  })
  recording(
    @Ctx() ctx: MeetingsContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<RecordingRow | null> {
    return readRecording(ctx, id);
  }

  @Mutation(() => Recording, {
    description:
      'Asks everyone present; nothing is written before all have answered. Whoever starts it agrees by that. A call of two goes on by the media server from then on, without dropping.',
  })
  startRecording(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => StartRecordingInput, INPUT) input: StartRecordingInput,
  ): Promise<RecordingRow> {
    return startRecording(ctx, input);
  }

  @Mutation(() => Recording, { description: 'Stops, or gives up what not everybody has answered to.' })
  stopRecording(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => StopRecordingInput, INPUT) input: StopRecordingInput,
  ): Promise<RecordingRow> {
    return stopRecording(ctx, input);
  }

  @Mutation(() => Recording, {
    description:
      'Tries again to make a recording playable that failed; what was written of it is kept until then.',
  })
  retryRecording(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => RetryRecordingInput, INPUT) input: RetryRecordingInput,
  ): Promise<RecordingRow> {
    return retryRecording(ctx, input);
  }

  @Mutation(() => Recording, { description: 'Begins a chapter now.' })
  markRecording(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => MarkRecordingInput, INPUT) input: MarkRecordingInput,
  ): Promise<RecordingRow> {
    return markRecording(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Deletes a recording and its media, in files as well.' })
  deleteRecording(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => DeleteRecordingInput, INPUT) input: DeleteRecordingInput,
  ): Promise<Deleted> {
    return deleteRecording(ctx, input);
  }
}

@Resolver(() => Recording)
export class RecordingResolver {
  @FieldResolver(() => Meeting, { nullable: true, description: 'The meeting.' })
  meeting(@Ctx() ctx: MeetingsContext, @Root() { meetingId }: Recording): Promise<MeetingRow | null> {
    return readMeeting(ctx, meetingId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who asked for it.' })
  startedBy(@Root() { startedById }: Recording): User {
    return { id: startedById };
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How long, in seconds; null before it is playable.',
  })
  durationSeconds(@Root() { durationSeconds }: RecordingRow): number | null {
    return durationSeconds === null ? null : Math.round(durationSeconds);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Where its film begins, in seconds from when the meeting first began, as the words of a transcript do; null before it is playable.',
  })
  beginsAtSeconds(@Ctx() ctx: MeetingsContext, @Root() recording: RecordingRow): Promise<number | null> {
    return beginsAtSeconds(ctx, recording);
  }

  @FieldResolver(() => File, {
    nullable: true,
    description: 'The media, in files: of whoever started it, and shared with those who were there.',
  })
  file(@Root() { fileId }: Recording): File | null {
    return fileId === null ? null : { id: fileId };
  }

  @FieldResolver(() => [Action], {
    description:
      'What the viewer may do with it; RECORD is to stop it, to begin chapters, and to try again where it failed and trying may help.',
  })
  viewerCan(@Ctx() ctx: MeetingsContext, @Root() recording: RecordingRow): Promise<Action[]> {
    return recordingActions(ctx, recording);
  }
}

@Resolver(() => Meeting)
export class MeetingRecordingResolver {
  @FieldResolver(() => RecordingConnection, { description: 'Its recordings, the newest first.' })
  recordings(
    @Ctx() ctx: MeetingsContext,
    @Root() { id }: Meeting,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<RecordingRow>> {
    return listRecordings(ctx, id, args);
  }

  @FieldResolver(() => Recording, {
    nullable: true,
    description: 'The recording that waits for consent or runs.',
  })
  activeRecording(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<RecordingRow | null> {
    return activeRecordingOf(ctx, id);
  }
}

@Resolver(() => RecordingChanged)
export class RecordingChangedResolver {
  @FieldResolver(() => Recording, {
    nullable: true,
    description: 'The recording as it is now; null once it was deleted.',
  })
  recording(@Ctx() ctx: MeetingsContext, @Root() { data }: RecordingChanged): Promise<RecordingRow | null> {
    return peekInside(ctx, data.recordingId);
  }
}
