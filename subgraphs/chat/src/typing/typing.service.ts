import { AccessChanged, type RequestContext, streamCursor } from '@parley/kit';
import { accessChannel } from '../channel/channel.access.js';
import { channelStream, typingTopic } from '../events.js';
import { checkThreadOf } from '../thread/reading.service.js';
import { ReadingRight } from '../live/reading-right.js';
import { through } from '../live/through.js';
import { type TypingNews, typingNews } from './typing-feed.js';
import type { SetTypingInput } from './typing.inputs.js';
import type { TypingSignal } from './typing.js';

/** Clients repeat themselves every few seconds while typing goes on; nothing is stored. */
const SHOWN_MS = 6_000;

/** Says that the viewer types, or no longer does. */
export async function setTyping(ctx: RequestContext, input: SetTypingInput): Promise<boolean> {
  const { channel } = await accessChannel(ctx, input.channelId, 'POST');
  const threadId = input.threadId ?? null;
  if (threadId !== null) await checkThreadOf(ctx, threadId, channel.id);
  const at = new Date();
  const until = new Date(at.getTime() + (input.active ? SHOWN_MS : 0));
  const signal: TypingSignal = { at, until, threadId, personId: ctx.viewer.id, seq: channel.liveSeq };
  await ctx.events.signal(typingTopic(channel.id), signal);
  return true;
}

/**
 * Who types in a channel. A shared execution says everything, and between the signals whose right to hear them may
 * have changed; whoever is served alone hears only others, until they may no longer read the channel.
 */
export async function followTyping(
  ctx: RequestContext,
  channelId: string,
): Promise<AsyncGenerator<TypingSignal | AccessChanged, void, undefined>> {
  if (ctx.caller.shared) return through(typingNews(ctx, channelId, null), everything);
  const { channel } = await accessChannel(ctx, channelId, 'READ');
  const news = typingNews(ctx, channelId, streamCursor(channelStream(channelId), channel.liveSeq));
  const right = new ReadingRight(ctx, channel);
  return through(news, (source) => ofOthers(ctx.viewer.id, right, source));
}

async function* everything(
  source: AsyncGenerator<TypingNews, void, undefined>,
): AsyncGenerator<TypingSignal | AccessChanged, void, undefined> {
  for await (const { news } of source) yield news;
}

async function* ofOthers(
  viewerId: string,
  right: ReadingRight,
  source: AsyncGenerator<TypingNews, void, undefined>,
): AsyncGenerator<TypingSignal, void, undefined> {
  for await (const { news, position } of source) {
    if (!(news instanceof AccessChanged)) {
      if (news.personId !== viewerId) yield news;
    } else if (!(await right.outlasts(news.access, position))) return;
  }
}
