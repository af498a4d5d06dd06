import { batchOf, load, notFound, type RequestContext } from '@parley/kit';
import { onlyChannels } from '../channel/channel.access.js';
import { channelInside, ownMembership } from '../channel/directory.service.js';
import { enrolGuest } from '../channel/guest.service.js';
import { peerIn } from '../channel/channel.rules.js';
import type { ChannelAt, MembershipRow } from '../channel/channel.table.js';
import { referToMembership } from '../channel/membership.service.js';
import { entryIdOf, membershipIdOf, readUpTo, sidebarCursor } from './sidebar.rules.js';
import { type Unread, unreadOf } from './unread.store.js';
import { type WholeEntry, wholeSidebarOf } from './whole-sidebar.store.js';

/** Every channel of the viewer, and where to follow from. */
export async function readSidebar(ctx: RequestContext): Promise<{
  readonly liveCursor: string;
  readonly unreadThreadCount: number;
  readonly entries: readonly Entry[];
}> {
  await enrolGuest(ctx);
  const { mark, unreadThreads, entries } = await wholeSidebarOf(
    ctx.db,
    ctx.viewer.id,
    await onlyChannels(ctx),
  );
  return {
    liveCursor: sidebarCursor(ctx.viewer.id, mark),
    unreadThreadCount: unreadThreads,
    entries: entries.map(({ entry, ...known }) => ({ ...entry, known })),
  };
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
  /** What was read with it; everything else is asked for when it is wanted. */
  readonly known?: Omit<WholeEntry, 'entry'>;
}

type WhatIsKnown = Pick<Entry, 'membershipId' | 'channelId' | 'personId' | 'known'>;

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
export function unreadIn(
  ctx: RequestContext,
  { membershipId, known }: WhatIsKnown,
): Unread | Promise<Unread> {
  const nothing: Unread = { membershipId, unreadCount: 0, mentionCount: 0 };
  return known?.unread ?? load(ctx, findUnread, membershipId).then((unread) => unread ?? nothing);
}

/** Mentions in all channels together. */
export async function countMentions(ctx: RequestContext, entries: readonly WhatIsKnown[]): Promise<number> {
  const unread = await Promise.all(entries.map(async (entry) => unreadIn(ctx, entry)));
  return unread.reduce((sum, { mentionCount }) => sum + mentionCount, 0);
}

/** The channel of an entry. */
export const channelOf = (
  ctx: RequestContext,
  { known, channelId }: WhatIsKnown,
): ChannelAt | Promise<ChannelAt> => known?.channel ?? channelInside(ctx, channelId);

/** The other person of a direct channel. */
export function peerOf(ctx: RequestContext, entry: WhatIsKnown): string | null | Promise<string | null> {
  const other = ({ directKey }: ChannelAt): string | null => peerIn(directKey, entry.personId);
  return entry.known ? other(entry.known.channel) : channelInside(ctx, entry.channelId).then(other);
}

/** The viewer as another subgraph refers to them; null for anybody else. */
export const referToViewer = (ctx: RequestContext, id: string): { readonly id: string } | null =>
  ctx.viewer.id === id ? { id } : null;
