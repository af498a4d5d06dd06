import { type RequestContext, load, notFound } from '@parley/kit';
import { batchOf } from '../batch.js';
import { onlyChannels } from '../channel/channel.access.js';
import { channelInside, ownMembership } from '../channel/directory.service.js';
import { enrolGuest } from '../channel/guest.service.js';
import { peerIn } from '../channel/channel.rules.js';
import type { MembershipRow } from '../channel/channel.table.js';
import { referToMembership } from '../channel/membership.service.js';
import { entryIdOf, membershipIdOf, readUpTo, sidebarCursor } from './sidebar.rules.js';
import { type EntryRow, type Unread, entriesOf, unreadOf } from './sidebar.store.js';

/** Every channel of the viewer, and where to follow from. */
export async function readSidebar(ctx: RequestContext): Promise<{
  readonly liveCursor: string;
  readonly unreadThreadCount: number;
  readonly entries: readonly EntryRow[];
}> {
  await enrolGuest(ctx);
  const { mark, unreadThreads, entries } = await entriesOf(ctx.db, ctx.viewer.id, await onlyChannels(ctx));
  return { liveCursor: sidebarCursor(ctx.viewer.id, mark), unreadThreadCount: unreadThreads, entries };
}

/** A channel as somebody who is in it has it. */
export interface Entry {
  readonly id: string;
  readonly membershipId: string;
  readonly channelId: string;
  readonly personId: string;
  readonly lastReadSeq: number;
  readonly favorite: boolean;
  readonly section: string | null;
  readonly hidden: boolean;
  readonly level: MembershipRow['level'];
  readonly mutedUntil: Date | null;
}

const toEntry = (membership: MembershipRow): Entry => {
  const { id, channelId, personId, favorite, section, hidden, level, mutedUntil } = membership;
  return {
    id: entryIdOf(id),
    membershipId: id,
    channelId,
    personId,
    lastReadSeq: readUpTo(membership),
    favorite,
    section,
    hidden,
    level,
    mutedUntil,
  };
};

/** A channel as the viewer has it; null when not in it. */
export async function entryOf(ctx: RequestContext, channelId: string): Promise<Entry | null> {
  const membership = await ownMembership(ctx, channelId);
  return membership && toEntry(membership);
}

/** The viewer's entry of a channel they are in. */
export async function readEntry(ctx: RequestContext, channelId: string): Promise<Entry> {
  const entry = await entryOf(ctx, channelId);
  if (!entry) throw notFound('Channel');
  return entry;
}

/** An entry that another subgraph refers to; null for everybody else's. */
export async function referToEntry(ctx: RequestContext, id: string): Promise<Entry | null> {
  const membershipId = membershipIdOf(id);
  const membership = membershipId === null ? null : await referToMembership(ctx, membershipId);
  const own = membership?.personId === ctx.viewer.id && membership.endedAt === null;
  return own ? toEntry(membership) : null;
}

const findUnread = batchOf(unreadOf);

/** How much of a channel its entry's owner has not read. */
export async function unreadIn(ctx: RequestContext, membershipId: string): Promise<Unread> {
  return (await load(ctx, findUnread, membershipId)) ?? { membershipId, unreadCount: 0, mentionCount: 0 };
}

/** Mentions in all channels together. */
export async function countMentions(
  ctx: RequestContext,
  entries: readonly { membershipId: string }[],
): Promise<number> {
  const unread = await Promise.all(entries.map(({ membershipId }) => unreadIn(ctx, membershipId)));
  return unread.reduce((sum, { mentionCount }) => sum + mentionCount, 0);
}

/** The other person of a direct channel. */
export async function peerOf(
  ctx: RequestContext,
  channelId: string,
  personId: string,
): Promise<string | null> {
  return peerIn((await channelInside(ctx, channelId)).directKey, personId);
}

/** The viewer as another subgraph refers to them; null for anybody else. */
export const referToViewer = (ctx: RequestContext, id: string): { readonly id: string } | null =>
  ctx.viewer.id === id ? { id } : null;
