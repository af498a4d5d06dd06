import type { RequestContext } from '@parley/kit';
import { accessChannel } from '../channel/channel.access.js';
import { peopleWhoSee } from '../channel/membership.service.js';
import { type Addressed, checkText, parseMentions } from '../message/message.rules.js';
import { isQuiet } from '../notification/notification.rules.js';
import { findPeopleOf } from '../person/person.service.js';
import type { WorkingHours } from '../person/person.table.js';
import { seenAmong } from '../message/mention.service.js';
import { onlineIn } from '../presence/presence.service.js';
import { hiddenFromMembers } from './hidden-links.store.js';
import type { HiddenChannelLink, MentionPreview } from './mention-preview.js';
import { shiftsReached } from './reach.store.js';

const UNREACHABLE_AT_MOST = 50;
const LINKS_AT_MOST = 10;

const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** Whether somebody with these hours is off work; who keeps none never is. */
function isOff(hours: readonly WorkingHours[], zone: string, now: Date): boolean {
  const spans = hours.map(({ day, startsAt, endsAt }) => ({ day: WEEK.indexOf(day) + 1, startsAt, endsAt }));
  return spans.length > 0 && !isQuiet(spans, zone, now);
}

const targets = (mentions: readonly Addressed[], kind: Addressed['kind']): string[] =>
  mentions.flatMap((mention) =>
    mention.kind === kind && mention.targetId !== null ? [mention.targetId] : [],
  );

const NOBODY: MentionPreview = { count: 0, outsideHours: 0, unreachableIds: [], hiddenLinks: [] };

/** Channels that a text leads to and some members here cannot open. What the viewer cannot see leads nowhere anyway. */
async function linksHidden(
  ctx: RequestContext,
  channelId: string,
  linkedIds: readonly string[],
): Promise<HiddenChannelLink[]> {
  const elsewhere = [...new Set(linkedIds)].filter((id) => id !== channelId).slice(0, LINKS_AT_MOST);
  const seen = await seenAmong(ctx, elsewhere);
  return seen.size === 0 ? [] : hiddenFromMembers(ctx.db, channelId, [...seen], ctx.viewer.id);
}

/**
 * Whom a text would reach if the viewer sent it now.
 * @throws FORBIDDEN where the viewer may not write
 */
export async function previewMentions(
  ctx: RequestContext,
  channelId: string,
  text: string,
): Promise<MentionPreview> {
  const { channel } = await accessChannel(ctx, channelId, 'POST');
  const mentions = text.trim() === '' ? [] : parseMentions(checkText(text));
  if (mentions.length === 0) return NOBODY;
  const has = (kind: Addressed['kind']) => mentions.some((mention) => mention.kind === kind);
  const personIds = await findPeopleOf(ctx, targets(mentions, 'PERSON'));
  const seeing = await peopleWhoSee(ctx, channel, personIds);
  const address = {
    personIds,
    groupIds: targets(mentions, 'GROUP'),
    everybody: has('EVERYONE'),
    presentIds: has('HERE') ? await onlineIn(ctx, channel.id) : [],
    seeingIds: [...seeing],
  };
  const shifts = await shiftsReached(ctx.db, channel.id, address, ctx.viewer.id);
  const now = new Date();
  return {
    count: shifts.reduce((sum, { people }) => sum + people, 0),
    outsideHours: shifts
      .filter(({ workingHours, timeZone }) => isOff(workingHours, timeZone, now))
      .reduce((sum, { people }) => sum + people, 0),
    hiddenLinks: await linksHidden(ctx, channel.id, targets(mentions, 'CHANNEL')),
    unreachableIds: personIds.filter((id) => !seeing.has(id)).slice(0, UNREACHABLE_AT_MOST),
  };
}
