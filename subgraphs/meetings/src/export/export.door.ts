import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type HttpDoor, type HttpExchange, HttpProblem, invalid, notFound } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import {
  type Exported,
  attendanceTable,
  callTable,
  organizationCallTable,
  transcriptFile,
} from './export.service.js';

const ATTENDANCE = /^\/m\/attendance\/(meeting_\w{1,64})\.csv$/;
const TRANSCRIPT = /^\/m\/transcripts\/(transcript_\w{1,64})\.vtt$/;

/** A moment of an address; null where none is named. @throws HttpProblem 400 */
function momentOf({ query }: HttpExchange, name: 'from' | 'to'): Date | null {
  const text = query.get(name);
  if (text === null) return null;
  const moment = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(moment.getTime())) {
    throw new HttpProblem(400, invalid(name, 'Write a date as 2026-03-31'));
  }
  return moment;
}

/** A number of seconds in an address; 0 where none is named. @throws HttpProblem 400 */
function secondsOf({ query }: HttpExchange, name: string): number {
  const text = query.get(name) ?? '0';
  if (/^\d{1,7}(?:\.\d{1,6})?$/.test(text)) return Number(text);
  throw new HttpProblem(400, invalid(name, 'Write seconds as 12.5'));
}

/** What is asked for. @throws NOT_FOUND, FORBIDDEN */
async function exportedAt(ctx: MeetingsContext, exchange: HttpExchange): Promise<Exported> {
  const { path } = exchange;
  const span = () => ({ from: momentOf(exchange, 'from'), to: momentOf(exchange, 'to') });
  if (path === '/m/calls.csv') return callTable(ctx, span());
  if (path === '/m/organization/calls.csv') return organizationCallTable(ctx, span());
  const meetingId = ATTENDANCE.exec(path)?.[1];
  if (meetingId !== undefined) return attendanceTable(ctx, meetingId);
  const transcriptId = TRANSCRIPT.exec(path)?.[1];
  if (transcriptId !== undefined) return transcriptFile(ctx, transcriptId, secondsOf(exchange, 'since'));
  throw notFound('Page');
}

/** Gives what stays of meetings as files for other programs: tables, and subtitles. */
export const recordsDoor: HttpDoor<MeetingsContext> = {
  prefix: '/m/',
  async answer(ctx, exchange) {
    const { request, response } = exchange;
    if (request.method !== 'GET') {
      throw new HttpProblem(405, invalid('method', 'Files are read here'), { allow: 'GET' });
    }
    const { name, mediaType, parts } = await exportedAt(ctx, exchange);
    response.writeHead(200, {
      'content-type': `${mediaType}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    // Whoever leaves ends it.
    await pipeline(Readable.from(parts), response).catch((error: unknown) => {
      ctx.subgraph.logger.info({ err: String(error) }, `${name} not given to its end`);
    });
  },
};
