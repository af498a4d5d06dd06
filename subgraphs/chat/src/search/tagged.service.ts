import type { Key, PageRequest, RequestContext } from '@parley/kit';
import { readableChannels } from '../channel/directory.service.js';
import { findMessages } from '../message/message.access.js';
import type { MessageRow } from '../message/message.table.js';
import { findRows } from './find-rows.service.js';
import { tagFact } from './query.rules.js';
import { type Spot, countByIndex, frequencies } from './search.store.js';
import { tagsBeginning } from './word.store.js';

const COUNTED_UP_TO = 1_000;
const CANDIDATES = 60;

const channelIdsOf = async (ctx: RequestContext): Promise<string[]> =>
  (await readableChannels(ctx)).map(({ id }) => id);

const spotOf = (key: readonly Key[] | null): Spot | null =>
  key && { sentAt: Number(key[0]), channelId: String(key[1]), seq: Number(key[2]) };

/** Messages with a tag, the newest first, one more than the limit where there is one. */
export async function findTagged(
  ctx: RequestContext,
  name: string,
  { limit, backward, after, before }: PageRequest,
): Promise<{ readonly spot: Spot; readonly message: MessageRow }[]> {
  const channelIds = await channelIdsOf(ctx);
  if (channelIds.length === 0) return [];
  const fact = tagFact(name);
  const { total, messages } = await frequencies(ctx.db, [fact]);
  const share = Math.max(messages.get(fact) ?? 0, 1) / Math.max(total, 1);
  const wanted = { channelIds, all: [[fact]], none: [], found: null, after: null, before: null };
  const part = { limit: limit + 1, backward, after: spotOf(after), before: spotOf(before) };
  const rows = await findRows(ctx, wanted, { total, share }, part);
  const found = await findMessages(
    ctx,
    rows.map(({ messageId }) => messageId),
  );
  return rows.flatMap((spot) => {
    const message = found.get(spot.messageId);
    return message ? [{ spot, message }] : [];
  });
}

/** How many messages with a tag the viewer may read, up to a thousand. */
export async function countTagged(ctx: RequestContext, name: string): Promise<number> {
  const fact = tagFact(name);
  const counts = await countByIndex(ctx.db, await channelIdsOf(ctx), [fact], COUNTED_UP_TO);
  return counts.get(fact) ?? 0;
}

/**
 * Tags that begin so, in messages that the viewer may read, those of most messages first. The dictionary knows
 * everybody's tags: only those that the viewer finds are told.
 */
export async function tagsSeen(
  ctx: RequestContext,
  beginning: string,
  limit: number,
): Promise<{ readonly name: string; readonly messageCount: number }[]> {
  const [channelIds, candidates] = await Promise.all([
    channelIdsOf(ctx),
    tagsBeginning(ctx.db, tagFact(beginning), CANDIDATES),
  ]);
  const counts = await countByIndex(ctx.db, channelIds, candidates, COUNTED_UP_TO);
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .slice(0, limit)
    .map(([fact, messageCount]) => ({ name: fact.slice(1), messageCount }));
}
