import {
  dataAsJson,
  type Caller,
  type ExecutionAnswer,
  type OperationRequest,
  type Runtime,
} from '@parley/kit';
import { InFlight, type InFlightBounds } from './in-flight.js';
import { tooLate, type SubgraphLink } from './link.js';

/** How long is waited, and for how much. */
interface InProcessOptions {
  /** Left out where no subgraph is given less than the whole operation is. */
  readonly timeoutMs?: number;
  readonly bounds?: InFlightBounds;
}

/** A subgraph in this process: a function call, and the runtime keeps parsed documents. */
export function inProcessLink(runtime: Runtime, { timeoutMs, bounds }: InProcessOptions = {}): SubgraphLink {
  const { name } = runtime;
  const inFlight = new InFlight(name, bounds);
  const execute = async (
    request: OperationRequest,
    caller: Caller,
    signal: AbortSignal,
  ): Promise<ExecutionAnswer> => {
    inFlight.enter(0);
    try {
      if (timeoutMs === undefined) return await runtime.execute(request, caller, signal);
      return await executeWithin(timeoutMs, runtime, request, caller, signal);
    } finally {
      inFlight.leave(0);
    }
  };
  return {
    name,
    execute,
    async executeRaw(request, caller, signal) {
      const answer = await execute(request, caller, signal);
      const data = dataAsJson(answer);
      return data === null ? { answer } : { data };
    },
    subscribe: (request, caller) => runtime.subscribe(request, caller),
    authorize: (request, callers) => runtime.authorize(request, callers),
    bytes: (request, bytes, caller) => runtime.bytes(request, bytes, caller),
    stream: (request, response, caller) => runtime.http(request, response, caller),
    ready: () => runtime.ready(),
    // Whoever started the runtime stops it.
    stop: () => Promise.resolve(),
  };
}

/** A query is given up when its time is up; a mutation runs to its end, but is not waited for. */
function executeWithin(
  timeoutMs: number,
  runtime: Runtime,
  request: OperationRequest,
  caller: Caller,
  signal: AbortSignal,
): Promise<ExecutionAnswer> {
  return new Promise((resolve, reject) => {
    const late = new AbortController();
    const timer = setTimeout(() => {
      reject(tooLate(runtime.name));
      late.abort();
    }, timeoutMs);
    runtime
      .execute(request, caller, AbortSignal.any([signal, late.signal]))
      .finally(() => {
        clearTimeout(timer);
      })
      .then(resolve, reject);
  });
}
