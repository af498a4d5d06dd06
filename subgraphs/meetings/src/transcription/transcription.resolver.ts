import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { Recording } from '../recording/recording.js';
import { Transcription } from './transcription.js';
import { transcriptionMissing, transcriptionOf } from './transcription.service.js';
import type { TranscriptionRow } from './transcription.table.js';

@Resolver(() => Recording)
export class RecordingTranscriptionResolver {
  @FieldResolver(() => Transcription, {
    nullable: true,
    description: 'What became of its words; null where no transcription provider was asked for them.',
  })
  transcription(@Ctx() ctx: MeetingsContext, @Root() { id }: Recording): Promise<TranscriptionRow | null> {
    return transcriptionOf(ctx, id);
  }
}

@Resolver(() => Meeting)
export class MeetingTranscriptionResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why what is recorded is not written down, as a sentence; null where a transcription provider does that.',
  })
  transcriptionMissing(@Ctx() ctx: MeetingsContext): string | null {
    return transcriptionMissing(ctx);
  }
}
