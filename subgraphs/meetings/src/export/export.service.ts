import {
  type RequestContext,
  audit,
  csvHead,
  csvLine,
  forbidden,
  hasPermission,
  notFound,
} from '@parley/kit';
import { type AttendanceRow, nextAttendance } from '../attendance/attendance.service.js';

import { accessRecords } from '../attendance/record.access.js';
import { nextSegments, peekTranscript } from '../transcript/transcript.service.js';
import { VTT_HEAD, vttOf } from '../transcript/vtt.rules.js';
import { type ExportedCall, type ExportedCalls, nextCalls } from './export.store.js';

/** A file that is written while it is read. */
export interface Exported {
  readonly name: string;
  readonly mediaType: string;
  readonly parts: AsyncGenerator<string, void, undefined>;
}

/** When something was, where that is bounded. */
export type Span = Pick<ExportedCalls, 'from' | 'to'>;

const BATCH = 500;

/** Everything a batch at a time; before each further one the right to it is asked for again. */
async function* inBatches<T>(
  next: (after: T | null) => Promise<readonly T[]>,
  line: (row: T) => string,
  stillMay: () => Promise<unknown>,
): AsyncGenerator<string, void, undefined> {
  let last: T | null = null;
  for (;;) {
    const rows: readonly T[] = await next(last);
    if (rows.length > 0) yield rows.map(line).join('');
    last = rows.at(-1) ?? last;
    if (rows.length < BATCH) return;
    await stillMay();
  }
}

async function* after(head: string, rest: AsyncGenerator<string, void, undefined>) {
  yield head;
  yield* rest;
}

/** A context that remembers nothing of what was asked before. */
const anew = (ctx: RequestContext): RequestContext => ctx.subgraph.context(ctx.caller);

const ATTENDANCE = [
  'personId',
  'person',
  'joinedAt',
  'leftAt',
  'seconds',
  'spokeSeconds',
  'hands',
  'reactions',
];

const attendanceLine = (row: AttendanceRow): string =>
  csvLine([
    ...[row.personId, row.displayName, row.joinedAt.toISOString(), row.leftAt?.toISOString() ?? null],
    ...[row.seconds, row.spokeSeconds, row.handCount, row.reactionCount].map(String),
  ]);

/** Who was in a meeting, as a table; written down who had it. @throws NOT_FOUND, FORBIDDEN for all but hosts */
export async function attendanceTable(ctx: RequestContext, meetingId: string): Promise<Exported> {
  const check = (now: RequestContext) => accessRecords(now, meetingId, 'CHANGE');
  await check(ctx);
  await audit(ctx, { action: 'exportAttendance', targetId: meetingId });
  const rows = inBatches<AttendanceRow>(
    (last) => nextAttendance(ctx, meetingId, last, BATCH),
    attendanceLine,
    () => check(anew(ctx)),
  );
  return { name: 'attendance.csv', mediaType: 'text/csv', parts: after(csvHead(ATTENDANCE), rows) };
}

/** What was said, as subtitles. @param since where their times are counted from, such as where a film begins @throws NOT_FOUND */
export async function transcriptFile(
  ctx: RequestContext,
  transcriptId: string,
  since: number,
): Promise<Exported> {
  const check = async (now: RequestContext) => {
    if (!(await peekTranscript(now, transcriptId))) throw notFound('Transcript');
  };
  await check(ctx);
  const rows = inBatches(
    (last: Awaited<ReturnType<typeof nextSegments>>[number] | null) =>
      nextSegments(ctx, transcriptId, last, BATCH),
    ({ startMs, endMs, speakerName, text }) => {
      const [startSeconds, endSeconds] = [Math.max(0, startMs / 1_000 - since), endMs / 1_000 - since];
      const voice = speakerName === '' ? null : speakerName;
      return endSeconds > 0 ? vttOf({ startSeconds, endSeconds, voice, text }) : '';
    },
    () => check(anew(ctx)),
  );
  return { name: 'transcript.vtt', mediaType: 'text/vtt', parts: after(VTT_HEAD, rows) };
}

const CALLS = [
  ...['callId', 'startedAt', 'answeredAt', 'finishedAt', 'seconds', 'state', 'endedBecause', 'video'],
  ...['callerId', 'caller', 'calleeId', 'callee', 'averageScore'],
];

function callLine(call: ExportedCall): string {
  const { answeredAt, finishedAt } = call;
  const seconds = answeredAt && Math.round((finishedAt.getTime() - answeredAt.getTime()) / 1_000);
  return csvLine([
    ...[call.id, call.startedAt.toISOString(), answeredAt?.toISOString() ?? null, finishedAt.toISOString()],
    ...[seconds === null ? null : String(seconds), call.state, call.endedBecause, String(call.video)],
    ...[call.callerId, call.callerName, call.calleeId, call.calleeName],
    call.averageScore === null ? null : String(call.averageScore),
  ]);
}

function callsOf(ctx: RequestContext, calls: ExportedCalls, stillMay: () => Promise<unknown>): Exported {
  const rows = inBatches<ExportedCall>((last) => nextCalls(ctx.db, calls, last, BATCH), callLine, stillMay);
  return { name: 'calls.csv', mediaType: 'text/csv', parts: after(csvHead(CALLS), rows) };
}

/** The viewer's own calls, as a table. */
export function callTable(ctx: RequestContext, span: Span): Promise<Exported> {
  const { id: personId, organizationId } = ctx.viewer;
  return Promise.resolve(callsOf(ctx, { organizationId, personId, ...span }, () => Promise.resolve()));
}

/** @throws FORBIDDEN, and writes the refusal down, for those who do not read the audit trail */
async function requireAudit(ctx: RequestContext): Promise<void> {
  const { viewer } = ctx;
  if (hasPermission(viewer, 'SEE_AUDIT')) return;
  await audit(ctx, { action: 'exportCalls', targetId: viewer.organizationId, refused: true });
  throw forbidden('Only people who read the audit trail may do this');
}

/** All calls of the organisation, as a table; written down who had it. @throws FORBIDDEN */
export async function organizationCallTable(ctx: RequestContext, span: Span): Promise<Exported> {
  await requireAudit(ctx);
  const { organizationId } = ctx.viewer;
  const details = { from: span.from?.toISOString() ?? null, to: span.to?.toISOString() ?? null };
  await audit(ctx, { action: 'exportCalls', targetId: organizationId, details });
  return callsOf(ctx, { organizationId, personId: null, ...span }, () => requireAudit(anew(ctx)));
}
