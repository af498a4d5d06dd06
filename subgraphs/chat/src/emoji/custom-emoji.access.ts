import { batchOf, forbidden, hasPermission, load, notFound, type RequestContext } from '@parley/kit';
import { emojiById } from './custom-emoji.store.js';
import type { CustomEmojiRow } from './custom-emoji.table.js';

const findEmoji = batchOf(emojiById);

/** An emoji of the viewer's own organisation; null for any other. */
export async function peekEmoji(ctx: RequestContext, id: string): Promise<CustomEmojiRow | null> {
  const emoji = await load(ctx, findEmoji, id);
  return emoji?.organizationId === ctx.viewer.organizationId ? emoji : null;
}

/** @throws FORBIDDEN for guests and customers: emoji belong to the house */
export function mayAddEmoji({ viewer }: RequestContext): void {
  if (viewer.kind !== 'user' || viewer.roles.includes('CUSTOMER')) {
    throw forbidden('Only people of the organisation add emoji');
  }
}

/**
 * An emoji that the viewer may remove: their own, or any for those who keep order.
 * @throws NOT_FOUND for one that is not the organisation's, FORBIDDEN for somebody else's
 */
export async function accessEmoji(ctx: RequestContext, id: string): Promise<CustomEmojiRow> {
  const emoji = await peekEmoji(ctx, id);
  if (!emoji) throw notFound('Emoji');
  if (emoji.createdById === ctx.viewer.id || hasPermission(ctx.viewer, 'MODERATE_CHANNELS')) return emoji;
  throw forbidden('Only who made an emoji, or a moderator, may remove it');
}
