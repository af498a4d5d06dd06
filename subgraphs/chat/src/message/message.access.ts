import {
  type Action,
  batchOf,
  type Decision,
  load,
  notFound,
  refusedBy,
  type RequestContext,
  type Viewer,
} from '@parley/kit';
import { peekChannel, standingOf } from '../channel/channel.access.js';
import type { Standing } from '../channel/channel.table.js';
import {
  MESSAGE_RIGHTS,
  type MessageRight,
  type Said,
  decideOnMessage,
  explainOnMessage,
  mayWithMessage,
} from './message-rights.rules.js';
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
  if (message?.withdrawnAt !== null) return null;
  const standing = await peekChannel(ctx, message.channelId);
  return standing && { message, standing };
}

/**
 * The only door to a message on a viewer's behalf. A hidden channel is not betrayed: it is the message that is not
 * found.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN or CONFLICT where it is seen but that may not be done
 */
export async function accessMessage(
  ctx: RequestContext,
  messageId: string,
  right: MessageRight,
): Promise<MessageStanding> {
  const found = await peekMessage(ctx, messageId);
  if (!found) throw notFound('Message');
  const decision = decideOnMessage(ctx.viewer, { ...found, now: new Date() }, right);
  if (decision.allowed) return found;
  throw refusedBy(decision);
}

/** What the viewer may do with a message. */
export async function rightsTo(
  ctx: RequestContext,
  message: Said['message'] & Pick<MessageRow, 'channelId'>,
): Promise<MessageRight[]> {
  const { viewer } = ctx;
  const standing = await standingOf(ctx, viewer, message.channelId);
  if (!standing) return [];
  const said = { message, standing, now: new Date() };
  return MESSAGE_RIGHTS.filter((right) => mayWithMessage(viewer, said, right));
}

/** Whether somebody may do that with a message, and why; for those who may ask. */
export async function decideOnMessageFor(
  ctx: RequestContext,
  who: Viewer,
  messageId: string,
  action: Action,
): Promise<Decision> {
  const message = await load(ctx, findMessages, messageId);
  const standing = message && (await standingOf(ctx, who, message.channelId));
  if (!standing) throw notFound('Message');
  return explainOnMessage(who, { message, standing, now: new Date() }, action);
}
