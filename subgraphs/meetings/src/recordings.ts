import type { Runtime } from '@parley/kit';
import type { MeetingsContext } from './context.js';
import { RecordMeetings1760000400000 } from './migrations/1760000400000-record-meetings.js';
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

interface Key {
  readonly id: string;
}

/** Recordings: who agreed, what is written of whom, and what is made of it. */
export const recordings = {
  resolvers: [...Object.values(resolvers), ...Object.values(consents)],
  types: [RecordingChanged],
  references: {
    Recording: ({ id }: Key, ctx: MeetingsContext) => readRecording(ctx, id),
    Consent: ({ id }: Key, ctx: MeetingsContext) => readConsent(ctx, id),
  },
  tables: [RecordingRow, ConsentRow, WritingRow, RecordingMarkRow],
  migrations: [RecordMeetings1760000400000],
  consumers: [recordingConsumer, filesConsumer],
  jobs: recordingJobs,

  /** Gives files the film of a recording. */
  parcels: { open: readFilm },

  /** Makes media servers write, beside the seats. */
  alongside: (routed: RoutedMedia, runtime: Runtime): (() => Promise<void>) =>
    RecordingWriter.start(runtime, {
      links: () => routed.links(),
      follow: (listener) => routed.servers.follow(listener),
    }),
};
