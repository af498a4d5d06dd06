import { type RequestContext, conflict, load, once, transaction } from '@parley/kit';
import { batchOf } from '../batch.js';
import { announce } from '../channel/announce.service.js';
import { nameIn } from '../emoji/custom-emoji.rules.js';
import { checkCustomEmoji } from '../emoji/custom-emoji.service.js';
import { accessMessage } from '../message/message.access.js';
import { readMessage } from '../message/message.service.js';
import type { MessageRow } from '../message/message.table.js';
import type { AddReactionInput, RemoveReactionInput } from './reaction.inputs.js';
import { EMOJI_AT_MOST, checkEmoji } from './reaction.rules.js';
import {
  type ReactionCount,
  deleteReaction,
  insertReaction,
  otherEmoji,
  reactionsBy,
  reactionsOf,
} from './reaction.store.js';

/** Reacts; once per person and emoji. */
export async function addReaction(ctx: RequestContext, input: AddReactionInput): Promise<MessageRow> {
  const isCustom = await checkCustomEmoji(ctx, 'emoji', input.emoji);
  const emoji = isCustom ? input.emoji : checkEmoji('emoji', input.emoji);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'addReaction', input, async () => {
      const { message } = await accessMessage(inner, input.messageId, 'COMMENT');
      if ((await otherEmoji(inner.db, message.id, emoji)) >= EMOJI_AT_MOST) {
        throw conflict(`A message holds at most ${String(EMOJI_AT_MOST)} different emoji`);
      }
      const reaction = { messageId: message.id, emoji, personId: inner.viewer.id };
      const added = await insertReaction(inner.db, reaction);
      if (added) await announce(inner, message.channelId, 'reactionChanged', { ...reaction, added });
      return message;
    }),
  );
  return readMessage(ctx, id);
}

/** Takes a reaction back. */
export async function removeReaction(ctx: RequestContext, input: RemoveReactionInput): Promise<MessageRow> {
  // One that is no emoji any more can still be taken back.
  const emoji = nameIn(input.emoji) === null ? checkEmoji('emoji', input.emoji) : input.emoji;
  const id = await transaction(ctx, (inner) =>
    once(inner, 'removeReaction', input, async () => {
      const { message } = await accessMessage(inner, input.messageId, 'COMMENT');
      const reaction = { messageId: message.id, emoji, personId: inner.viewer.id };
      const removed = await deleteReaction(inner.db, reaction);
      if (removed) await announce(inner, message.channelId, 'reactionChanged', { ...reaction, added: false });
      return message;
    }),
  );
  return readMessage(ctx, id);
}

const findReactions = batchOf(reactionsOf);

/** The reactions of a message that is being read. */
export const reactionsTo = async (
  ctx: RequestContext,
  messageId: string,
): Promise<readonly ReactionCount[]> => (await load(ctx, findReactions, messageId)) ?? [];

const findOwn = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, string[]>> =>
  reactionsBy(ctx.db, ctx.viewer.id, ids);

/** The viewer's own reactions to a message that is being read. */
export const ownReactionsTo = async (ctx: RequestContext, messageId: string): Promise<readonly string[]> =>
  (await load(ctx, findOwn, messageId)) ?? [];

/** How often one emoji stands on a message that is being read. */
export async function countReactions(ctx: RequestContext, messageId: string, emoji: string): Promise<number> {
  const reactions = await reactionsTo(ctx, messageId);
  return reactions.find((reaction) => reaction.emoji === emoji)?.count ?? 0;
}
