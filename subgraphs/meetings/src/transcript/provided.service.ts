import { newId } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import type { Spoken } from './speaker.rules.js';
import { coverSpan, insertSegments, saveTranscript, type Span } from './transcript.store.js';

/** Words of a meeting that a transcription provider has heard. */
export interface ProvidedWords {
  readonly meetingId: string;
  readonly language: string | null;
  readonly spoken: readonly Spoken[];
  /** What of it was heard, and of whom. */
  readonly span: Span;
}

/** Adds them to what the provider has heard of that meeting before; in a transaction, for what nobody asks to change. */
export async function addProvided(
  ctx: MeetingsContext,
  { meetingId, language, spoken, span }: ProvidedWords,
): Promise<void> {
  const { id } = await saveTranscript(ctx.db, {
    ...{ id: newId('transcript'), meetingId, source: 'PROVIDER', language },
  });
  await insertSegments(
    ctx.db,
    id,
    spoken.map((each) => ({ ...each, id: newId('segment') })),
  );
  await coverSpan(ctx.db, id, span);
}
