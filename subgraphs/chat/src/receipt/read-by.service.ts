import {
  type Page,
  type PageArgs,
  type RequestContext,
  batchOf,
  load,
  pageRequest,
  toPage,
} from '@parley/kit';
import { standingOf } from '../channel/channel.access.js';
import { showsReceipts } from '../channel/membership.service.js';
import type { MembershipRow } from '../channel/channel.table.js';
import type { MessageRow } from '../message/message.table.js';
import { type Position, type Reading, positionsInThreads, readingsOf } from './read-by.store.js';

/**
 * Whether whoever asks sees how far others have read in a channel: those who hide theirs do not. What is told to all
 * followers alike is told to them too; their clients leave it out.
 */
async function seesOthers(ctx: RequestContext, channelId: string): Promise<boolean> {
  if (!(await showsReceipts(ctx, channelId))) return false;
  if (ctx.caller.shared) return true;
  const standing = await standingOf(ctx, ctx.viewer, channelId);
  return standing?.membership?.showsReceipts ?? true;
}

/** How far a member of a channel that is being read has read; null where that is not shown. */
export async function readUpTo(
  ctx: RequestContext,
  {
    channelId,
    showsReceipts: shows,
    lastReadSeq,
  }: Pick<MembershipRow, 'channelId' | 'showsReceipts' | 'lastReadSeq'>,
): Promise<number | null> {
  return shows && (await seesOthers(ctx, channelId)) ? lastReadSeq : null;
}

const findPositions = batchOf(positionsInThreads);

/** How far those who follow a thread that is being read have read in it; null where that is not shown. */
export async function positionsIn(
  ctx: RequestContext,
  { id, channelId }: { readonly id: string; readonly channelId: string },
): Promise<readonly Position[] | null> {
  return (await seesOthers(ctx, channelId)) ? ((await load(ctx, findPositions, id)) ?? []) : null;
}

const keyOf = ({ at, personId }: Reading): readonly (string | number)[] => [at.getTime(), personId];

const isBeyond = (reading: Reading, [time, id]: readonly (string | number)[]): boolean =>
  reading.at.getTime() > Number(time) ||
  (reading.at.getTime() === Number(time) && reading.personId > String(id));

/** Who has read a message that is being read: among few, so that all are read and the page is cut from them. */
export async function listReadings(
  ctx: RequestContext,
  message: MessageRow,
  args: PageArgs,
): Promise<Page<Reading> | null> {
  const request = pageRequest(args);
  if (!(await seesOthers(ctx, message.channelId))) return null;
  const all = await readingsOf(ctx.db, message);
  const { after, before, backward, limit } = request;
  const between = all.filter(
    (reading) =>
      (!after || isBeyond(reading, after)) &&
      (!before || !isBeyond(reading, before)) &&
      !isAt(reading, before),
  );
  const rows = backward ? between.toReversed() : between;
  return toPage(rows.slice(0, limit + 1), request, keyOf, all.length);
}

const isAt = (reading: Reading, key: readonly (string | number)[] | null): boolean =>
  key !== null && reading.at.getTime() === key[0] && reading.personId === key[1];
