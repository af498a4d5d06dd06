import { type RequestContext, invalid } from '@parley/kit';
import { addressMessage } from './mention.service.js';
import { checkText } from './message.rules.js';
import { messagesById } from './message.store.js';
import type { SendPart } from './send-part.js';

const words: SendPart = {
  prepare: (_ctx, { text }) => ({ text: checkText(text) }),
};

async function checkReply(ctx: RequestContext, channelId: string, replyToId: string): Promise<void> {
  const answered = (await messagesById(ctx.db, [replyToId])).get(replyToId);
  if (answered?.channelId !== channelId) {
    throw invalid('replyToId', 'The message that is answered is not in this channel');
  }
}

const reply: SendPart = {
  prepare: async (ctx, { replyToId }, channel) => {
    if (replyToId) await checkReply(ctx, channel.id, replyToId);
    return { replyToId: replyToId ?? null };
  },
};

const mentions: SendPart = {
  write: (ctx, message, _input, channel) => addressMessage(ctx, channel, message),
};

/** What sending a message is made of, in the order in which it is checked and written; a feature adds its part here. */
export const sendParts: readonly SendPart[] = [words, reply, mentions];
