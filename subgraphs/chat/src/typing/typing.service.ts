import { type RequestContext, signals } from '@parley/kit';
import { accessChannel, peekChannel } from '../channel/channel.access.js';
import { typingTopic } from '../events.js';
import { through } from '../live/through.js';
import type { SetTypingInput } from './typing.inputs.js';
import type { TypingSignal } from './typing.js';

/** Clients repeat themselves every few seconds while typing goes on; nothing is stored. */
const SHOWN_MS = 6_000;

/** Says that the viewer types, or no longer does. */
export async function setTyping(ctx: RequestContext, input: SetTypingInput): Promise<boolean> {
  const { channel } = await accessChannel(ctx, input.channelId, 'POST');
  const at = new Date();
  const until = new Date(at.getTime() + (input.active ? SHOWN_MS : 0));
  await ctx.events.signal(typingTopic(channel.id), { at, until, personId: ctx.viewer.id });
  return true;
}

/** Who types in a channel, without the viewer; ends at the first signal after they may no longer read it. */
export async function followTyping(
  ctx: RequestContext,
  channelId: string,
): Promise<AsyncGenerator<TypingSignal, void, undefined>> {
  const all = () => signals<TypingSignal>(ctx, [typingTopic(channelId)]);
  if (ctx.caller.shared) return all();
  await accessChannel(ctx, channelId, 'READ');
  return through(all(), (source) => ofOthers(ctx, channelId, source));
}

async function* ofOthers(
  ctx: RequestContext,
  channelId: string,
  source: AsyncGenerator<TypingSignal, void, undefined>,
): AsyncGenerator<TypingSignal, void, undefined> {
  for await (const signal of source) {
    // A context of its own: the subscription's loaders remember what was true when it began.
    if (!(await peekChannel(ctx.subgraph.context(ctx.caller), channelId))) return;
    if (signal.personId !== ctx.viewer.id) yield signal;
  }
}
