import { type RequestContext, load, notFound } from '@parley/kit';
import { channelInside, ownMembership } from '../channel/directory.service.js';
import { enrolGuest } from '../channel/guest.service.js';
import { peerIn } from '../channel/channel.rules.js';
import { membershipIdOf, sidebarCursor } from './sidebar.rules.js';
import { type EntryRow, type Unread, entriesOf, ownEntries, unreadOf } from './sidebar.store.js';

/** The only channels of a guest; null for everybody else. */
export function onlyChannels(ctx: RequestContext): readonly string[] | null {
  const { viewer } = ctx;
  if (viewer.kind !== 'guest') return null;
  return viewer.grants.filter(({ actions }) => actions.includes('READ')).map(({ targetId }) => targetId);
}

/** Every channel of the viewer, and where to follow from. */
export async function readSidebar(
  ctx: RequestContext,
): Promise<{ readonly liveCursor: string; readonly entries: readonly EntryRow[] }> {
  await enrolGuest(ctx);
  const { mark, entries } = await entriesOf(ctx.db, ctx.viewer.id, onlyChannels(ctx));
  return { liveCursor: sidebarCursor(ctx.viewer.id, mark), entries };
}

const findOwnEntries = (ctx: RequestContext, membershipIds: readonly string[]): Promise<Map<string, EntryRow>> =>
  ownEntries(ctx.db, ctx.viewer.id, membershipIds);

/** A channel as the viewer has it; null when not in it. */
export async function entryOf(ctx: RequestContext, channelId: string): Promise<EntryRow | null> {
  const membership = await ownMembership(ctx, channelId);
  return membership ? ((await load(ctx, findOwnEntries, membership.id)) ?? null) : null;
}

/** The viewer's entry of a channel they are in. */
export async function readEntry(ctx: RequestContext, channelId: string): Promise<EntryRow> {
  const entry = await entryOf(ctx, channelId);
  if (!entry) throw notFound('Channel');
  return entry;
}

/** An entry that another subgraph refers to; null for everybody else's. */
export async function referToEntry(ctx: RequestContext, id: string): Promise<EntryRow | null> {
  const membershipId = membershipIdOf(id);
  const entry = membershipId === null ? undefined : await load(ctx, findOwnEntries, membershipId);
  return entry ? entryOf(ctx, entry.channelId) : null;
}

const findUnread = (ctx: RequestContext, membershipIds: readonly string[]): Promise<Map<string, Unread>> =>
  unreadOf(ctx.db, membershipIds);

/** How much of a channel its entry's owner has not read. */
export async function unreadIn(ctx: RequestContext, membershipId: string): Promise<Unread> {
  return (await load(ctx, findUnread, membershipId)) ?? { membershipId, unreadCount: 0, mentionCount: 0 };
}

/** Mentions in all channels together. */
export async function countMentions(ctx: RequestContext, entries: readonly { membershipId: string }[]): Promise<number> {
  const unread = await Promise.all(entries.map(({ membershipId }) => unreadIn(ctx, membershipId)));
  return unread.reduce((sum, { mentionCount }) => sum + mentionCount, 0);
}

/** The other person of a direct channel. */
export async function peerOf(ctx: RequestContext, channelId: string, personId: string): Promise<string | null> {
  return peerIn((await channelInside(ctx, channelId)).directKey, personId);
}

/** The viewer as another subgraph refers to them; null for anybody else. */
export const referToViewer = (ctx: RequestContext, id: string): { readonly id: string } | null =>
  ctx.viewer.id === id ? { id } : null;
