import { type RequestContext, conflict, load, once, transaction } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { nameIn } from '../emoji/custom-emoji.rules.js';
import { checkCustomEmoji } from '../emoji/custom-emoji.service.js';
import type { ChannelLog } from '../events.js';
import { accessMessage, findMessages } from '../message/message.access.js';
import { readMessage } from '../message/message.service.js';
import type { MessageRow } from '../message/message.table.js';
import type { AddReactionInput, RemoveReactionInput } from './reaction.inputs.js';
import { EMOJI_AT_MOST, checkEmoji } from './reaction.rules.js';
import { deleteReaction, insertReaction, reactionsBy, recountReactions } from './reaction.store.js';

/** Reacts; once per person and emoji. */
export async function addReaction(ctx: RequestContext, input: AddReactionInput): Promise<MessageRow> {
  const isCustom = await checkCustomEmoji(ctx, 'emoji', input.emoji);
  const emoji = isCustom ? input.emoji : checkEmoji('emoji', input.emoji);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'addReaction', input, async () => {
      const { message } = await accessMessage(inner, input.messageId, 'COMMENT');
      if (message.reactions.filter((reaction) => reaction.emoji !== emoji).length >= EMOJI_AT_MOST) {
        throw conflict(`A message holds at most ${String(EMOJI_AT_MOST)} different emoji`);
      }
      const reaction = { messageId: message.id, emoji, personId: inner.viewer.id };
      const added = await insertReaction(inner.db, reaction);
      if (added) await tell(inner, message, { ...reaction, added });
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
      if (removed) await tell(inner, message, { ...reaction, added: false });
      return message;
    }),
  );
  return readMessage(ctx, id);
}

async function tell(
  ctx: RequestContext,
  { id, channelId }: MessageRow,
  change: ChannelLog['reactionChanged'],
): Promise<void> {
  await recountReactions(ctx.db, [id]);
  await announce(ctx, channelId, 'reactionChanged', change);
}

const findOwn = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, string[]>> =>
  reactionsBy(ctx.db, ctx.viewer.id, ids);

/** The viewer's own reactions to a message that is being read. */
export const ownReactionsTo = async (ctx: RequestContext, messageId: string): Promise<readonly string[]> =>
  (await load(ctx, findOwn, messageId)) ?? [];

/** How often one emoji stands on a message that is being read. */
export async function countReactions(ctx: RequestContext, messageId: string, emoji: string): Promise<number> {
  const message = await load(ctx, findMessages, messageId);
  return message?.reactions.find((reaction) => reaction.emoji === emoji)?.count ?? 0;
}

/** Counts the reactions to messages anew, where they were written down elsewhere. */
export const addUpReactions = (ctx: RequestContext, messageIds: readonly string[]): Promise<void> =>
  recountReactions(ctx.db, messageIds);
