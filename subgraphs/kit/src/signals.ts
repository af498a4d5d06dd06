import type { RequestContext } from './context.js';
import { stoppable } from './follow.js';

const WAITING = 256;

/**
 * What is signalled on any of the topics from now on. Ephemeral: a listener that does not keep up loses the oldest,
 * for only the newest state of typing or presence is worth showing.
 * @param begun what is said first, once nothing that is signalled is missed any more
 */
export function signals<T>(
  ctx: RequestContext,
  topics: readonly string[],
  begun: T | null = null,
): AsyncGenerator<T, void, undefined> {
  const stopped = new AbortController();
  return stoppable(listen<T>(ctx, topics, begun, stopped.signal), stopped);
}

async function* listen<T>(
  ctx: RequestContext,
  topics: readonly string[],
  begun: T | null,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const waiting: T[] = [];
  let wake: () => void = () => undefined;
  const hear = (message: unknown) => {
    waiting.push(message as T);
    if (waiting.length > WAITING) waiting.shift();
    wake();
  };
  let deaf = topics.length;
  const begin = () => {
    deaf -= 1;
    if (deaf === 0 && begun !== null) hear(begun);
  };
  const leave = topics.map((topic) =>
    ctx.subgraph.bus.subscribe(ctx.subgraph.signalTopic(topic), hear, begin),
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
