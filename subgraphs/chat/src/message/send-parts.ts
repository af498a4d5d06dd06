import { type RequestContext, invalid } from '@parley/kit';
import { hashtagPart } from '../hashtag/hashtag-part.js';
import { slowMode, withheld, wordRules } from '../moderation/guard.service.js';
import { attachments } from '../attachment/attachment.service.js';
import { threadPart } from '../thread/thread-part.js';
import { linkPreviews } from '../link-preview/link-preview.service.js';
import { mentionsReached, writeMentions } from './mention.service.js';
import type { SendMessageInput } from './message.inputs.js';
import { checkText } from './message.rules.js';
import { acknowledgementPart } from '../acknowledgement/acknowledgement.service.js';
import { cardPart } from '../card/card.service.js';
import { forwardPart } from '../forward/forward.service.js';
import { pollPart } from '../poll/poll.service.js';
import { messagesById } from './message.store.js';
import type { SendPart } from './send-part.js';

const isBlank = (text: string | null | undefined): boolean => text == null || text.trim() === '';

/** What needs no words: a file says what it is. A feature whose part does too adds it here. */
const standsAlone = ({ attachments: files, poll, cardId, forwardOf }: SendMessageInput): boolean =>
  Boolean(files?.length) || [poll, cardId, forwardOf].some((part) => part != null);

const words: SendPart = {
  prepare: (_ctx, input) => ({
    text: isBlank(input.text) && standsAlone(input) ? null : checkText(input.text),
  }),
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
  prepare: async (ctx, _input, channel, { text }) => ({
    mentions: await mentionsReached(ctx, channel, text ?? ''),
  }),
  write: async (ctx, message) => {
    if (message.mentions.length > 0) await writeMentions(ctx, message);
  },
};

/** What sending a message is made of, in the order in which it is checked and written; a feature adds its part here. */
export const sendParts: readonly SendPart[] = [
  words,
  attachments,
  linkPreviews,
  wordRules,
  slowMode,
  reply,
  pollPart,
  cardPart,
  forwardPart,
  acknowledgementPart,
  hashtagPart,
  mentions,
  threadPart,
  withheld,
];
