import type { Runtime } from '@parley/kit';
import type { SubgraphLink } from './link.js';

/** A subgraph in this process: a function call, and the runtime keeps parsed documents. */
export const inProcessLink = (runtime: Runtime): SubgraphLink => ({
  name: runtime.name,
  execute: (request, caller, signal) => runtime.execute(request, caller, signal),
  subscribe: (request, caller) => runtime.subscribe(request, caller),
  authorize: (request, callers) => runtime.authorize(request, callers),
  ready: () => runtime.ready(),
  // Whoever started the runtime stops it.
  stop: () => Promise.resolve(),
});
