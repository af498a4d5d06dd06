import type { RequestContext } from '@parley/kit';
import { peekChannel } from '../channel/channel.access.js';
import { peopleWhoSee } from '../channel/membership.service.js';
import type { ChannelAt } from '../channel/channel.table.js';
import { groupsOf } from '../person/person.service.js';
import { onlineIn } from '../presence/presence.service.js';
import { replaceMentions } from './mention.store.js';
import { type Addressed, parseMentions } from './message.rules.js';
import type { MessageRow, StoredMention } from './message.table.js';

const idsOf = (mentions: readonly Addressed[], kind: Addressed['kind']): string[] =>
  mentions.flatMap((mention) =>
    mention.kind === kind && mention.targetId !== null ? [mention.targetId] : [],
  );

/** A channel that a message leads to, for whoever asks; null where they cannot see it. */
export const channelMentioned = async (ctx: RequestContext, id: string): Promise<ChannelAt | null> =>
  (await peekChannel(ctx, id))?.channel ?? null;

/** Of these channels those that the viewer sees: nobody finds out by a text which there are. */
export async function seenAmong(ctx: RequestContext, ids: readonly string[]): Promise<Set<string>> {
  const seen = await Promise.all(ids.map((id) => channelMentioned(ctx, id)));
  return new Set(seen.flatMap((channel) => (channel ? [channel.id] : [])));
}

/**
 * Whom a text reaches: people who can see the channel, groups of its organisation, everybody, or those here; and the
 * channels it leads to, as far as whoever writes sees them.
 */
export async function mentionsReached(
  ctx: RequestContext,
  channel: ChannelAt,
  text: string,
): Promise<StoredMention[]> {
  const mentions = parseMentions(text);
  const [people, groups] = [idsOf(mentions, 'PERSON'), idsOf(mentions, 'GROUP')];
  const seeing = people.length > 0 ? await peopleWhoSee(ctx, channel, people) : new Set<string>();
  const known = groups.length > 0 ? await groupsOf(ctx, channel.organizationId, groups) : new Set<string>();
  const seen = await seenAmong(ctx, idsOf(mentions, 'CHANNEL'));
  const found = new Set([...seeing, ...known, ...seen]);
  return mentions.filter(({ targetId }) => targetId === null || found.has(targetId));
}

/** Writes down where people are found whom a message addresses, in place of those whom it addressed before. */
export async function writeMentions(ctx: RequestContext, message: MessageRow): Promise<void> {
  // A channel that is led to is told nothing, so nobody looks for it there.
  const addressed = message.mentions.filter(({ kind }) => kind !== 'CHANNEL');
  const isHere = addressed.some(({ kind }) => kind === 'HERE');
  const present = isHere ? await onlineIn(ctx, message.channelId) : [];
  const rows = addressed.map((mention) => ({
    ...mention,
    presentIds: mention.kind === 'HERE' ? present : [],
  }));
  await replaceMentions(ctx.db, message, rows);
}
