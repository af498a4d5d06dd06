import type { RequestContext } from '@parley/kit';
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

/** Whom a text reaches: people who can see the channel, groups of its organisation, everybody, or those here. */
export async function mentionsReached(
  ctx: RequestContext,
  channel: ChannelAt,
  text: string,
): Promise<StoredMention[]> {
  const mentions = parseMentions(text);
  const [people, groups] = [idsOf(mentions, 'PERSON'), idsOf(mentions, 'GROUP')];
  const seeing = people.length > 0 ? await peopleWhoSee(ctx, channel, people) : new Set<string>();
  const known = groups.length > 0 ? await groupsOf(ctx, channel.organizationId, groups) : new Set<string>();
  return mentions.filter(({ kind, targetId }) => {
    if (kind === 'PERSON') return seeing.has(targetId ?? '');
    return kind !== 'GROUP' || known.has(targetId ?? '');
  });
}

/** Writes down where people are found whom a message addresses, in place of those whom it addressed before. */
export async function writeMentions(ctx: RequestContext, message: MessageRow): Promise<void> {
  const isHere = message.mentions.some(({ kind }) => kind === 'HERE');
  const present = isHere ? await onlineIn(ctx, message.channelId) : [];
  const rows = message.mentions.map((mention) => ({
    ...mention,
    presentIds: mention.kind === 'HERE' ? present : [],
  }));
  await replaceMentions(ctx.db, message, rows);
}
