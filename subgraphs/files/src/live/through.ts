import { stoppable } from '@parley/kit';

/**
 * Passes a stream through a generator. A generator that waits for its source does not hear that its reader has gone;
 * this ends the source first, so that nothing is left behind.
 */
export function through<T, U>(
  source: AsyncGenerator<T, void, undefined>,
  work: (source: AsyncGenerator<T, void, undefined>) => AsyncGenerator<U, void, undefined>,
): AsyncGenerator<U, void, undefined> {
  const stopped = new AbortController();
  stopped.signal.addEventListener('abort', () => void source.return(), { once: true });
  return stoppable(work(source), stopped);
}
