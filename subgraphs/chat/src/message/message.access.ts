import { type RequestContext, load, notFound } from '@parley/kit';
import { batchOf } from '../batch.js';
import { peekChannel } from '../channel/channel.access.js';
import { type ChannelRight, channelRights, refusalOf } from '../channel/channel.rules.js';
import type { Standing } from '../channel/channel.table.js';
import { messagesById } from './message.store.js';
import type { MessageRow } from './message.table.js';

/** A message and the viewer's place in its channel. */
export interface MessageStanding {
  readonly message: MessageRow;
  readonly standing: Standing;
}

/** Batch: messages by id, whoever asks. */
export const findMessages = batchOf(messagesById);

/** A message, if the viewer may read its channel. */
export async function peekMessage(ctx: RequestContext, messageId: string): Promise<MessageStanding | null> {
  const message = await load(ctx, findMessages, messageId);
  if (!message) return null;
  const standing = await peekChannel(ctx, message.channelId);
  return standing && { message, standing };
}

/**
 * The only door to a message on a viewer's behalf. A hidden channel is not betrayed: it is the message that is not
 * found.
 */
export async function accessMessage(
  ctx: RequestContext,
  messageId: string,
  right: ChannelRight,
): Promise<MessageStanding> {
  const found = await peekMessage(ctx, messageId);
  if (!found) throw notFound('Message');
  if (channelRights(ctx.viewer, found.standing).has(right)) return found;
  throw refusalOf(right, found.standing);
}
