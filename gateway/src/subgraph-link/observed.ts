import { currentSpan, inSpan, isTracing, markFailed, traceparent, type Caller } from '@parley/kit';
import { subgraphSeconds } from '../metrics.js';
import type { SubgraphLink, SubgraphLinks } from './link.js';

/** How an answer turned out, as a label: with data alone, with errors, or not at all. */
type Outcome = 'ok' | 'errors' | 'unanswered';

interface Watched<T> {
  readonly subgraph: string;
  readonly caller: Caller;
  readonly ask: (caller: Caller) => Promise<T>;
  readonly hasErrors: (answer: T) => boolean;
}

/**
 * The same links, watched: how long its answers take, and, where traces are recorded, a span for each question. The
 * subgraph is told of it, so that its own span becomes a child.
 */
export const allObserved = (links: SubgraphLinks): SubgraphLinks =>
  new Map([...links].map(([name, link]) => [name, observed(link)]));

function observed(link: SubgraphLink): SubgraphLink {
  const subgraph = link.name;
  const executeRaw = link.executeRaw?.bind(link);
  return {
    ...link,
    execute: (request, caller, signal) =>
      watch({
        subgraph,
        caller,
        ask: (told) => link.execute(request, told, signal),
        hasErrors: (answer) => Boolean(answer.errors),
      }),
    ...(executeRaw && {
      executeRaw: (request, caller, signal) =>
        watch({
          subgraph,
          caller,
          ask: (told) => executeRaw(request, told, signal),
          hasErrors: (raw) => 'answer' in raw && Boolean(raw.answer.errors),
        }),
    }),
  };
}

function watch<T>(watched: Watched<T>): Promise<T> {
  // What happens outside of a request, such as looking up sessions together, belongs to no trace.
  if (!isTracing() || !currentSpan()) return timed(watched, watched.caller);
  const { subgraph, caller } = watched;
  const about = { kind: 'client', attributes: { 'parley.subgraph': subgraph } } as const;
  return inSpan(`ask ${subgraph}`, about, () =>
    timed(watched, { ...caller, traceparent: traceparent() ?? '' }),
  );
}

async function timed<T>({ subgraph, ask, hasErrors }: Watched<T>, caller: Caller): Promise<T> {
  const began = performance.now();
  let outcome: Outcome = 'unanswered';
  try {
    const answer = await ask(caller);
    outcome = hasErrors(answer) ? 'errors' : 'ok';
    if (outcome === 'errors') markFailed('answered with errors');
    return answer;
  } finally {
    subgraphSeconds.observe({ subgraph, outcome }, (performance.now() - began) / 1_000);
  }
}
