import { type Page, type PageRequest, type RequestContext, invalid, pageRequest, toPage } from '@parley/kit';
import type { MessagesArgs } from './message.inputs.js';
import type { MessageRow } from './message.table.js';
import { messagesOfThread, positionAtTime, positionInThread } from './thread-page.store.js';

const DEFAULT_PAGE = 50;
const BEHIND_ALL = 2_147_483_647;

const keyOf = ({ seq }: MessageRow): readonly number[] => [seq];

const seqOf = (key: PageRequest['after']): number | undefined => (key ? Number(key[0]) : undefined);

/** A page of a thread that is being read: its root first, then its answers. */
export async function listThreadMessages(
  ctx: RequestContext,
  thread: { readonly id: string },
  args: MessagesArgs,
): Promise<Page<MessageRow>> {
  const request = pageRequest(args, DEFAULT_PAGE);
  const place = await placeOf(ctx, thread.id, args);
  if (place !== null) return pageAround(ctx, thread.id, place, request);
  const rows = await messagesOfThread(ctx.db, thread.id, {
    after: seqOf(request.after) ?? 0,
    before: seqOf(request.before) ?? BEHIND_ALL,
    backward: request.backward,
    limit: request.limit + 1,
  });
  return toPage(rows, request, keyOf);
}

/** The position that a page is asked for around; null for a page at an end of the thread or by cursor. */
async function placeOf(
  ctx: RequestContext,
  threadId: string,
  { around, aroundSeq, aroundTime }: MessagesArgs,
): Promise<number | null> {
  if (aroundSeq != null) return aroundSeq;
  if (aroundTime != null) return positionAtTime(ctx.db, threadId, aroundTime);
  if (around == null) return null;
  const seq = await positionInThread(ctx.db, threadId, around);
  if (seq === undefined) throw invalid('around', 'The message is not in this thread');
  return seq;
}

async function pageAround(
  ctx: RequestContext,
  threadId: string,
  seq: number,
  request: PageRequest,
): Promise<Page<MessageRow>> {
  if (request.after || request.before) {
    throw invalid('around', 'Ask for a place or for a cursor, not for both');
  }
  const earlier = Math.floor(request.limit / 2);
  const later = request.limit - earlier;
  const before = await messagesOfThread(ctx.db, threadId, {
    ...{ after: 0, before: seq, backward: true, limit: earlier + 1 },
  });
  const after = await messagesOfThread(ctx.db, threadId, {
    ...{ after: seq - 1, before: BEHIND_ALL, backward: false, limit: later + 1 },
  });
  const rows = [...before.slice(0, earlier).reverse(), ...after.slice(0, later)];
  const page = toPage(rows, { limit: request.limit, backward: false, after: null, before: null }, keyOf);
  const { startCursor, endCursor } = page.pageInfo;
  const pageInfo = {
    ...{ startCursor, endCursor },
    hasPreviousPage: before.length > earlier,
    hasNextPage: after.length > later,
  };
  return { ...page, pageInfo };
}
