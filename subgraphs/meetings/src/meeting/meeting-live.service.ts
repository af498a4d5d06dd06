import {
  type AccessChange,
  type LogEvent,
  type RequestContext,
  concerns,
  follow,
  notFound,
  stoppable,
  streamCursor,
} from '@parley/kit';
import { lobbyStream, meetingStream } from '../events.js';
import { findParticipants } from '../participant/participant.access.js';
import { accessMeeting, meetingInside, peekStanding } from './meeting.access.js';
import { mayInMeeting } from './meeting-rights.rules.js';
import type { MeetingRow } from './meeting.table.js';

/** Whose right to see a meeting a row of its stream may have changed. */
export function accessChangedBy({ data }: LogEvent): AccessChange | null {
  if (data['all'] === true) return 'everyone';
  const { lostBy } = data;
  if (Array.isArray(lostBy)) return lostBy.map(String);
  return typeof lostBy === 'string' ? [lostBy] : null;
}

/** Whether the viewer still sees who is in a meeting; asked of a context that remembers nothing. */
export async function stillSees(ctx: RequestContext, meetingId: string): Promise<boolean> {
  const standing = await peekStanding(ctx.subgraph.context(ctx.caller), meetingId);
  return standing !== null && mayInMeeting(ctx.viewer, standing, 'READ');
}

async function* whileSeen(
  ctx: RequestContext,
  meetingId: string,
  rows: AsyncGenerator<LogEvent, void, undefined>,
): AsyncGenerator<LogEvent, void, undefined> {
  for await (const event of rows) {
    const change = accessChangedBy(event);
    if (change && concerns(change, ctx.viewer) && !(await stillSees(ctx, meetingId))) return;
    yield event;
  }
}

/** Passes a stream through a generator, and ends the source when its reader goes. */
function through<T, U>(
  source: AsyncGenerator<T, void, undefined>,
  work: (source: AsyncGenerator<T, void, undefined>) => AsyncGenerator<U, void, undefined>,
): AsyncGenerator<U, void, undefined> {
  const stopped = new AbortController();
  stopped.signal.addEventListener('abort', () => void source.return(), { once: true });
  return stoppable(work(source), stopped);
}

/**
 * Everything that happens in a meeting. A shared execution has no viewer: it says whose right a row may have changed,
 * and the gateway asks for theirs again. Whoever is served alone is asked about here.
 */
export async function followMeeting(
  ctx: RequestContext,
  meetingId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<LogEvent, void, undefined>> {
  const stream = meetingStream(meetingId);
  if (ctx.caller.shared) return follow(ctx, stream, after, { access: accessChangedBy });
  const { meeting } = await accessMeeting(ctx, meetingId, 'READ');
  // Without a cursor it begins where the right was seen to stand: a removal right after that must not be passed over.
  const rows = follow(ctx, stream, after ?? streamCursor(stream, meeting.liveSeq));
  return through(rows, (source) => whileSeen(ctx, meetingId, source));
}

/** The meeting that an event tells of, as it is now. */
export const meetingTold = (ctx: RequestContext, meetingId: string): Promise<MeetingRow> =>
  meetingInside(ctx, meetingId);

/** What becomes of one who waits to be let in; for themselves alone. */
export async function followLobby(
  ctx: RequestContext,
  participantId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<LogEvent, void, undefined>> {
  const participant = (await findParticipants(ctx, [participantId])).get(participantId);
  if (participant?.personId !== ctx.viewer.id) throw notFound('Participant');
  return follow(ctx, lobbyStream(participantId), after);
}
