import { holdConsumer } from '@parley/kit';
import * as attendance from './attendance/attendance.resolver.js';
import { SpeechRow, StayRow } from './attendance/attendance.table.js';
import { recordsDoor } from './export/export.door.js';
import type { MeetingsContext } from './context.js';
import { CountFromTheFirstBeginning1760000600110 } from './migrations/1760000600110-count-from-the-first-beginning.js';
import { CreateTranscripts1760000600000 } from './migrations/1760000600000-create-transcripts.js';
import { ImportDayByDay1760000600120 } from './migrations/1760000600120-import-day-by-day.js';
import { TakeWordsFromTheBestSource1760000600130 } from './migrations/1760000600130-take-words-from-the-best-source.js';
import { ForgetMeetings1760000600020 } from './migrations/1760000600020-forget-meetings.js';
import { KeepAttendance1760000600010 } from './migrations/1760000600010-keep-attendance.js';
import { QualityAlarmRow } from './quality/quality-alarm.table.js';
import { QualityDropped } from './quality/quality-events.js';
import * as quality from './quality/quality-report.resolver.js';
import { TranscriptGrew } from './transcript/transcript-events.js';
import * as retention from './retention/meeting-retention.resolver.js';
import { forgettingMeetings } from './retention/meeting-retention.job.js';
import * as statistics from './statistics/call-statistics.resolver.js';
import * as matches from './transcript/transcript-match.resolver.js';
import * as transcripts from './transcript/transcript.resolver.js';
import { peekTranscript } from './transcript/transcript.service.js';
import { TranscriptRow, TranscriptSegmentRow, TranscriptSpanRow } from './transcript/transcript.table.js';

interface Key {
  readonly id: string;
}

/** What stays of meetings, as the table of contents lists it. */
export const records = {
  resolvers: [
    ...[...Object.values(transcripts), ...Object.values(matches)],
    ...Object.values(attendance),
    ...Object.values(quality),
    ...Object.values(retention),
    ...Object.values(statistics),
  ],
  references: {
    Transcript: ({ id }: Key, ctx: MeetingsContext) => peekTranscript(ctx, id),
  },
  door: recordsDoor,
  types: [QualityDropped, TranscriptGrew],
  tables: [TranscriptRow, TranscriptSegmentRow, TranscriptSpanRow, StayRow, SpeechRow, QualityAlarmRow],
  migrations: [
    ...[CreateTranscripts1760000600000, KeepAttendance1760000600010, ForgetMeetings1760000600020],
    ...[CountFromTheFirstBeginning1760000600110, ImportDayByDay1760000600120],
    TakeWordsFromTheBestSource1760000600130,
  ],
  consumers: [holdConsumer],
  jobs: [forgettingMeetings],
};
