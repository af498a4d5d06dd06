import type { Runtime } from '@parley/kit';
import type { MeetingsContext, RecordingSettings } from './context.js';
import { CountAttempts1760000400010 } from './migrations/1760000400010-count-attempts.js';
import { NoteInterruptions1760000400020 } from './migrations/1760000400020-note-interruptions.js';
import { RecordMeetings1760000400000 } from './migrations/1760000400000-record-meetings.js';
import { TranscribeRecordings1760000600100 } from './migrations/1760000600100-transcribe-recordings.js';
import * as consents from './recording/consent.resolver.js';
import { readConsent } from './recording/consent.service.js';
import { readFilm } from './recording/conversion.service.js';
import { filesConsumer } from './recording/files.consumer.js';
import { recordingConsumer } from './recording/recording.consumer.js';
import { recordingJobs } from './recording/recording.job.js';
import * as resolvers from './recording/recording.resolver.js';
import { RecordingChanged } from './recording/recording-events.js';
import { readRecording } from './recording/recording.service.js';
import { ConsentRow, RecordingMarkRow, RecordingRow, WritingRow } from './recording/recording.table.js';
import { RecordingWriter } from './recording/writer.js';
import type { RoutedMedia } from './routed/routed-media.js';
import { transcribing } from './transcription/transcription.job.js';
import * as transcriptions from './transcription/transcription.resolver.js';
import { TranscribedRow, TranscriptionRow } from './transcription/transcription.table.js';

/** What is read of the configuration. */
export interface RecordingOptions {
  /** For how long an answer of those who are asked whether they may be recorded is waited for; 60 when left out. */
  readonly RECORDING_ASK_SECONDS?: number;
  /** For how many days a recording is kept; 365 when left out. */
  readonly RECORDING_DAYS?: number;
  /** Where a transcription service of one's own hears what was recorded; nobody does when left out. */
  readonly TRANSCRIPTION_URL?: string | undefined;
  readonly TRANSCRIPTION_TOKEN?: string | undefined;
  readonly TRANSCRIPTION_LANGUAGE?: string | undefined;
}

interface Key {
  readonly id: string;
}

/** Recordings: who agreed, what is written of whom, and what is made of it. */
export const recordings = {
  resolvers: [...Object.values(resolvers), ...Object.values(consents), ...Object.values(transcriptions)],
  types: [RecordingChanged],
  references: {
    Recording: ({ id }: Key, ctx: MeetingsContext) => readRecording(ctx, id),
    Consent: ({ id }: Key, ctx: MeetingsContext) => readConsent(ctx, id),
  },
  tables: [RecordingRow, ConsentRow, WritingRow, RecordingMarkRow, TranscriptionRow, TranscribedRow],
  migrations: [
    RecordMeetings1760000400000,
    CountAttempts1760000400010,
    NoteInterruptions1760000400020,
    TranscribeRecordings1760000600100,
  ],
  consumers: [recordingConsumer, filesConsumer],
  jobs: [...recordingJobs, transcribing],

  /** What the installation sets for recordings. */
  settingsOf: ({
    RECORDING_ASK_SECONDS = 60,
    RECORDING_DAYS = 365,
    TRANSCRIPTION_URL: url,
    TRANSCRIPTION_TOKEN: token,
    TRANSCRIPTION_LANGUAGE: language,
  }: RecordingOptions): RecordingSettings => ({
    ...{ askSeconds: RECORDING_ASK_SECONDS, days: RECORDING_DAYS },
    provider: url === undefined ? null : { url, token: token ?? null, language: language ?? null },
  }),

  /** Gives files the film of a recording. */
  parcels: { open: readFilm },

  /** Makes media servers write, beside the seats. */
  alongside: (routed: RoutedMedia, runtime: Runtime): (() => Promise<void>) =>
    RecordingWriter.start(runtime, {
      links: () => routed.links(),
      goOnWith: (seats) => routed.goOnWith(seats),
      follow: (listener) => routed.servers.follow(listener),
    }),
};
