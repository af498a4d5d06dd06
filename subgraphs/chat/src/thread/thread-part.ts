import { type RequestContext, forbidden, invalid, load, newId } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import type { SendMessageInput } from '../message/message.inputs.js';
import { parseMentions } from '../message/message.rules.js';
import type { MessageRow } from '../message/message.table.js';
import type { SendPart } from '../message/send-part.js';
import { findThreads } from './thread.access.js';
import { beganBy } from './thread.rules.js';
import { growThread } from './thread.store.js';
import type { ThreadAt } from './thread.table.js';

async function threadToWriteIn(ctx: RequestContext, threadId: string, channelId: string): Promise<ThreadAt> {
  const thread = await load(ctx, findThreads, threadId);
  if (thread?.channelId !== channelId) throw invalid('threadId', 'The thread is not in this channel');
  if (thread.lockedAt) throw forbidden('This thread is closed');
  return thread;
}

/** Who is concerned by an answer: its author has read it, those it is for have not. */
function concerned(thread: ThreadAt, { seq, text, authorId }: MessageRow, author: string) {
  const mentioned = parseMentions(text ?? '').flatMap(({ kind, targetId }) =>
    kind === 'PERSON' && targetId !== null ? [targetId] : [],
  );
  const others = new Set([beganBy(thread), ...mentioned]);
  if (authorId !== null) others.delete(authorId);
  return [
    { personId: author, readUpTo: seq },
    ...[...others].sort().map((personId) => ({ personId, readUpTo: seq - 1 })),
  ].map((follow) => ({ ...follow, id: newId('follow') }));
}

/**
 * What a thread adds to sending: the message stands there instead of in the channel's timeline, or in both, the thread
 * grows by it, and its author, whoever began the thread and those mentioned follow it from now on.
 */
export const threadPart: SendPart = {
  prepare: async (ctx, input, channel) => {
    if (input.threadId == null) {
      if (input.alsoInChannel != null) throw invalid('alsoInChannel', 'This is for messages of a thread');
      return {};
    }
    const { id } = await threadToWriteIn(ctx, input.threadId, channel.id);
    return { threadId: id, inTimeline: input.alsoInChannel ?? false };
  },
  write: async (ctx, message, _input: SendMessageInput) => {
    if (message.threadId === null || message.authorId === null) return;
    const thread = await load(ctx, findThreads, message.threadId);
    if (!thread) return;
    await growThread(ctx.db, {
      threadId: thread.id,
      authorId: message.authorId,
      seq: message.seq,
      sentAt: message.sentAt,
      follows: concerned(thread, message, message.authorId),
    });
    await announce(ctx, message.channelId, 'threadChanged', { threadId: thread.id });
  },
};
