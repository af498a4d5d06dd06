import type { RequestContext } from '@parley/kit';
import { peopleWhoSee } from '../channel/membership.service.js';
import type { ChannelAt } from '../channel/channel.table.js';
import { groupsOf } from '../person/person.service.js';
import { onlineIn } from '../presence/presence.service.js';
import { type NewMention, replaceMentions } from './mention.store.js';
import { type Addressed, parseMentions } from './message.rules.js';
import type { MessageRow } from './message.table.js';

const idsOf = (mentions: readonly Addressed[], kind: Addressed['kind']): string[] =>
  mentions.flatMap((mention) =>
    mention.kind === kind && mention.targetId !== null ? [mention.targetId] : [],
  );

/** Whom a text reaches: people who can see the channel, groups of its organisation, everybody, or those here. */
async function reached(ctx: RequestContext, channel: ChannelAt, text: string): Promise<NewMention[]> {
  const mentions = parseMentions(text);
  const [people, groups] = [idsOf(mentions, 'PERSON'), idsOf(mentions, 'GROUP')];
  const seeing = people.length > 0 ? await peopleWhoSee(ctx, channel, people) : new Set<string>();
  const known = groups.length > 0 ? await groupsOf(ctx, channel.organizationId, groups) : new Set<string>();
  const present = mentions.some(({ kind }) => kind === 'HERE') ? await onlineIn(ctx, channel.id) : [];
  const isReached = ({ kind, targetId }: Addressed): boolean => {
    if (kind === 'PERSON') return seeing.has(targetId ?? '');
    return kind !== 'GROUP' || known.has(targetId ?? '');
  };
  return mentions
    .filter(isReached)
    .map((mention) => ({ ...mention, presentIds: mention.kind === 'HERE' ? present : [] }));
}

/** Writes down whom a new message addresses. */
export async function addressMessage(
  ctx: RequestContext,
  channel: ChannelAt,
  message: MessageRow,
): Promise<void> {
  const mentions = await reached(ctx, channel, message.text ?? '');
  if (mentions.length > 0) await replaceMentions(ctx.db, message, mentions);
}

/** Writes down whom a changed message addresses now. */
export async function readdressMessage(
  ctx: RequestContext,
  channel: ChannelAt,
  message: MessageRow,
): Promise<void> {
  await replaceMentions(ctx.db, message, await reached(ctx, channel, message.text ?? ''));
}
