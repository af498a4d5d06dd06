import { batchOf, forbidden, invalid, load, once, type RequestContext, transaction } from '@parley/kit';
import { accessChannel } from '../channel/channel.access.js';
import { channelInside } from '../channel/directory.service.js';
import { wakeOwner } from '../sidebar/own-change.service.js';
import { type Entry, readEntry } from '../sidebar/sidebar.service.js';
import { followThread } from '../thread/follow.service.js';
import type { NotificationLevel } from './level.js';
import type { SetNotificationLevelInput, SetQuietHoursInput } from './notification.inputs.js';
import { checkSpans, usualLevel } from './notification.rules.js';
import { quietSpansOf, saveLevel, saveQuietSpans } from './notification.store.js';
import type { QuietHours } from './quiet-hours.js';

async function setLevel(ctx: RequestContext, input: SetNotificationLevelInput): Promise<{ id: string }> {
  const { membership } = await accessChannel(ctx, input.channelId, 'READ');
  if (membership?.endedAt !== null) throw forbidden('Join the channel first');
  if (input.mutedUntil && input.mutedUntil <= new Date()) {
    throw invalid('mutedUntil', 'Choose a time to come');
  }
  await saveLevel(ctx.db, membership.id, input.level, input.mutedUntil ?? null);
  return membership;
}

/** Chooses what to be told of in a channel or in one of its threads, on all devices; nobody else notices. */
export async function setNotificationLevel(
  ctx: RequestContext,
  input: SetNotificationLevelInput,
): Promise<Entry> {
  const { channelId, threadId, level, key } = input;
  if (threadId == null) {
    await transaction(ctx, (inner) =>
      once(inner, 'setNotificationLevel', input, () => setLevel(inner, input)),
    );
    await wakeOwner(ctx, ctx.viewer.id);
    return readEntry(ctx, channelId);
  }
  const entry = await readEntry(ctx, channelId);
  await followThread(ctx, { threadId, level, mutedUntil: input.mutedUntil, key });
  return entry;
}

/** What is told of a channel: as chosen, else as usual for its kind. */
export function levelOf(
  ctx: RequestContext,
  { channelId, level, known }: Pick<Entry, 'channelId' | 'level' | 'known'>,
): NotificationLevel | Promise<NotificationLevel> {
  if (level) return level;
  if (known) return usualLevel(known.channel.kind);
  return channelInside(ctx, channelId).then(({ kind }) => usualLevel(kind));
}

/** Chooses when not to be told. */
export async function setQuietHours(ctx: RequestContext, input: SetQuietHoursInput): Promise<QuietHours> {
  const spans = checkSpans(input.spans);
  await saveQuietSpans(ctx.db, ctx.viewer, spans);
  return { spans };
}

const findQuietSpans = batchOf(quietSpansOf);

/** When the viewer is not to be told. */
export const quietHours = async (ctx: RequestContext): Promise<QuietHours> => ({
  spans: (await load(ctx, findQuietSpans, ctx.viewer.id))?.quietSpans ?? [],
});

/** Until when a channel is silent. */
export { mutedNow } from './notification.rules.js';
