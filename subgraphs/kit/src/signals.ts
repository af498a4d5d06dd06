import type { RequestContext } from './context.js';
import { stoppable } from './follow.js';

const WAITING = 256;

/**
 * What is signalled on any of the topics from now on. Ephemeral: a listener that does not keep up loses the oldest,
 * for only the newest state of typing or presence is worth showing.
 */
export function signals<T>(
  ctx: RequestContext,
  topics: readonly string[],
): AsyncGenerator<T, void, undefined> {
  const stopped = new AbortController();
  return stoppable(listen<T>(ctx, topics, stopped.signal), stopped);
}

async function* listen<T>(
  ctx: RequestContext,
  topics: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const waiting: T[] = [];
  let wake: () => void = () => undefined;
  const leave = topics.map((topic) =>
    ctx.subgraph.bus.subscribe(ctx.subgraph.signalTopic(topic), (message) => {
      waiting.push(message as T);
      if (waiting.length > WAITING) waiting.shift();
      wake();
    }),
  );
  const aborted = () => {
    wake();
  };
  signal.addEventListener('abort', aborted);
  try {
    while (!signal.aborted) {
      const message = waiting.shift();
      if (message !== undefined) yield message;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', aborted);
    for (const stop of leave) stop();
  }
}
