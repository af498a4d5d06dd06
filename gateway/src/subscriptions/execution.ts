import { stoppable, unavailable, type Caller } from '@parley/kit';
import type { ExecutionResult } from 'graphql';
import type { Executor } from '../executor.js';
import { deliveries } from '../metrics.js';
import { Refused, type Operation } from '../operation.js';
import { callerFor } from '../subgraph-link/ask.js';
import type { SubgraphLinks } from '../subgraph-link/link.js';

/**
 * How the answers of a subscription come about. Serving each viewer alone is always right; an execution that is
 * shared by viewers whose answers provably do not differ can take its place without anything else changing.
 */
export interface Execution {
  /**
   * Answers in order, one for each event. Throws Refused when the subscription was not, or is no longer, possible;
   * `return()` ends it even while an event is awaited.
   */
  follow(operation: Operation, caller: Caller): AsyncGenerator<ExecutionResult, void, undefined>;
}

/** One upstream and one execution of the plan per event, for each viewer. */
export function perViewer(executor: Executor, links: SubgraphLinks): Execution {
  return {
    follow(operation, caller) {
      const stopped = new AbortController();
      return stoppable(relay({ executor, links, operation, caller, signal: stopped.signal }), stopped);
    },
  };
}

interface Relay {
  readonly executor: Executor;
  readonly links: SubgraphLinks;
  readonly operation: Operation;
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

/** The root field comes from its owner; for each event the other subgraphs complete the answer. */
async function* relay(parts: Relay): AsyncGenerator<ExecutionResult, void, undefined> {
  const { executor, links, operation, caller, signal } = parts;
  const { source } = operation.plan();
  const link = source && links.get(source.subgraph);
  if (!link) throw new Refused([unavailable('This cannot be followed right now')]);
  const upstream = link.subscribe(source.request(operation.variables), callerFor(link.name, caller));
  // The upstream may be waiting for an event that never comes; only its own return() ends that wait.
  const leave = (): void => void upstream.return();
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  try {
    for await (const event of upstream) {
      // An answer without data is no event: the subgraph refused, or its stream broke.
      if (event.data === undefined) {
        throw new Refused(executor.present({ errors: event.errors }, caller).errors ?? []);
      }
      const answer = executor.present(await executor.complete(operation, event, caller), caller);
      deliveries.inc();
      yield answer;
    }
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
