import { DateTimeScalar, type Page } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Float, Mutation, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { readMeeting } from '../meeting/meeting.service.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { User } from '../person/user.js';
import { SegmentArgs, Transcript, TranscriptSegment, TranscriptSegmentConnection } from './transcript.js';
import { addCaption, segmentInside } from './caption.service.js';
import { TranscriptGrew } from './transcript-events.js';
import { AddCaptionInput, ImportTranscriptInput } from './transcript.inputs.js';
import { countedFrom, importTranscript, listSegments, transcriptOf } from './transcript.service.js';
import type { TranscriptRow, TranscriptSegmentRow } from './transcript.table.js';

@Resolver(() => Meeting)
export class MeetingTranscriptResolver {
  @FieldResolver(() => Transcript, {
    nullable: true,
    description: 'What was said; null where nothing was written down.',
  })
  transcript(@Ctx() ctx: MeetingsContext, @Root() meeting: Meeting): Promise<TranscriptRow | null> {
    return transcriptOf(ctx, meeting.id);
  }
}

@Resolver(() => Transcript)
export class TranscriptResolver {
  @Mutation(() => Transcript, {
    description:
      'Takes a transcript from the text of a WebVTT or SubRip file, in place of what was imported of that time before. Speakers are known by their names in the meeting.',
  })
  importTranscript(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => ImportTranscriptInput, { description: 'What to do.' }) input: ImportTranscriptInput,
  ): Promise<TranscriptRow> {
    return importTranscript(ctx, input);
  }

  @FieldResolver(() => Meeting, { nullable: true, description: 'The meeting.' })
  meeting(@Ctx() ctx: MeetingsContext, @Root() { meetingId }: Transcript): Promise<MeetingRow | null> {
    return readMeeting(ctx, meetingId);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When the meeting first began, which its seconds are counted from; null where it never did.',
  })
  countedFrom(@Ctx() ctx: MeetingsContext, @Root() { meetingId }: Transcript): Promise<Date | null> {
    return countedFrom(ctx, meetingId);
  }

  @FieldResolver(() => TranscriptSegmentConnection, { description: 'Its parts in order.' })
  segments(
    @Ctx() ctx: MeetingsContext,
    @Root() transcript: Transcript,
    @Args(() => SegmentArgs) args: SegmentArgs,
  ): Promise<Page<TranscriptSegmentRow>> {
    return listSegments(ctx, transcript.id, args);
  }
}

@Resolver(() => TranscriptGrew)
export class TranscriptGrewResolver {
  @FieldResolver(() => TranscriptSegment, { description: 'The words.' })
  segment(@Ctx() ctx: MeetingsContext, @Root() { data }: TranscriptGrew): Promise<TranscriptSegmentRow> {
    return segmentInside(ctx, data.segmentId);
  }
}

@Resolver(() => TranscriptSegment)
export class TranscriptSegmentResolver {
  @Mutation(() => TranscriptSegment, {
    description:
      'Writes down what the viewer has just said, as their own device heard it, where captions are on; everybody in the meeting is shown it.',
  })
  addCaption(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AddCaptionInput, { description: 'What to do.' }) input: AddCaptionInput,
  ): Promise<TranscriptSegmentRow> {
    return addCaption(ctx, input);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who spoke; null where nobody of the meeting is known by that name.',
  })
  speaker(@Root() { speakerId }: TranscriptSegment): User | null {
    return speakerId === null ? null : { id: speakerId };
  }

  @FieldResolver(() => Float, { description: 'Where it begins, from when the meeting first began.' })
  startSeconds(@Root() { startMs }: TranscriptSegment): number {
    return startMs / 1_000;
  }

  @FieldResolver(() => Float, { description: 'Where it ends, from when the meeting first began.' })
  endSeconds(@Root() { endMs }: TranscriptSegment): number {
    return endMs / 1_000;
  }
}
