import type { MeetingsContext } from './context.js';
import { CreateTranscripts1760000600000 } from './migrations/1760000600000-create-transcripts.js';
import * as transcripts from './transcript/transcript.resolver.js';
import { peekTranscript } from './transcript/transcript.service.js';
import { TranscriptRow, TranscriptSegmentRow } from './transcript/transcript.table.js';

interface Key {
  readonly id: string;
}

/** What stays of meetings, as the table of contents lists it. */
export const records = {
  resolvers: Object.values(transcripts),
  references: {
    Transcript: ({ id }: Key, ctx: MeetingsContext) => peekTranscript(ctx, id),
  },
  tables: [TranscriptRow, TranscriptSegmentRow],
  migrations: [CreateTranscripts1760000600000],
};
