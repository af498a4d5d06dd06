import { type Page, type PageArgs, type RequestContext, load, pageRequest, toPage } from '@parley/kit';
import { onlyChannels } from '../channel/channel.access.js';
import { peekMessage } from '../message/message.access.js';
import { messageInside } from '../message/message.service.js';
import type { MessageRow } from '../message/message.table.js';
import { countWaiting, remindersOf, waitingFor } from './pending.store.js';

const keyOf = ({ id }: MessageRow): readonly string[] => [id];

/** Messages that wait for the viewer to confirm them, newest first. */
export async function listPending(ctx: RequestContext, args: PageArgs): Promise<Page<MessageRow>> {
  const request = pageRequest(args);
  const only = await onlyChannels(ctx);
  const [ids, count] = await Promise.all([
    waitingFor(ctx.db, ctx.viewer.id, only, request),
    countWaiting(ctx.db, ctx.viewer.id, only),
  ]);
  return toPage(await Promise.all(ids.map((id) => messageInside(ctx, id))), request, keyOf, count);
}

/** How many messages wait for the viewer. */
export const countPending = async (ctx: RequestContext): Promise<number> =>
  countWaiting(ctx.db, ctx.viewer.id, await onlyChannels(ctx));

/** The message of an event in the viewer's sidebar; null where it is gone or no longer theirs to read. */
export const pendingMessage = async (ctx: RequestContext, id: string): Promise<MessageRow | null> =>
  (await peekMessage(ctx, id))?.message ?? null;

const findReminders = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, Date>> =>
  remindersOf(ctx.db, ctx.viewer.id, ids);

/** When the viewer was last reminded of a message that they have not confirmed. */
export const remindedOf = async (ctx: RequestContext, messageId: string): Promise<Date | null> =>
  (await load(ctx, findReminders, messageId)) ?? null;
