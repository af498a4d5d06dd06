import { type GraphQLError, createSourceEventStream } from 'graphql';
import { AccessChanged, liveMarkOf } from './access-change.js';
import type { RequestContext } from './context.js';
import {
  type ExecutionAnswer,
  type Executor,
  type OperationRequest,
  argsOf,
  asGraphQLError,
  maskError,
  prepare,
  run,
} from './execute.js';
import { stoppable } from './follow.js';
import { inOrder } from './in-order.js';
import type { Caller } from './viewer.js';

/**
 * Executes a subscription. Events that are there together are executed together, in one context, so that a replay
 * costs as many statements as one event; answers come in the order of the events. A later event has a fresh context,
 * since a stream outlives its loaders.
 */
export function subscribeOperation(
  executor: Executor,
  request: OperationRequest,
  caller: Caller,
): AsyncGenerator<ExecutionAnswer, void, undefined> {
  const stopped = new AbortController();
  return stoppable(answers(executor, request, caller, stopped.signal), stopped);
}

/**
 * Whether the caller may follow: runs the subscription's own checks without opening the stream.
 * @returns null when they may, else the refusal
 */
export async function authorizeOperation(
  executor: Executor,
  request: OperationRequest,
  caller: Caller,
): Promise<readonly GraphQLError[] | null> {
  const masked = (error: unknown) => maskError(asGraphQLError(error), caller, executor.runtime);
  const prepared = prepare(executor.documents, request, caller);
  if ('refusal' in prepared) return prepared.refusal.map(masked);
  const contextValue = executor.context(caller, executor.newReply());
  const source = await createSourceEventStream({
    ...argsOf(executor, request, prepared.document),
    contextValue,
  });
  if (!(Symbol.asyncIterator in source)) return (source.errors ?? []).map(masked);
  await source[Symbol.asyncIterator]().return?.();
  return null;
}

async function* answers(
  executor: Executor,
  request: OperationRequest,
  caller: Caller,
  signal: AbortSignal,
): AsyncGenerator<ExecutionAnswer, void, undefined> {
  const masked = (error: unknown) => maskError(asGraphQLError(error), caller, executor.runtime);
  const prepared = prepare(executor.documents, request, caller);
  if ('refusal' in prepared) {
    yield { errors: prepared.refusal.map(masked) };
    return;
  }
  const args = argsOf(executor, request, prepared.document);
  const contextNow = sameTurn(() => executor.context(caller, executor.newReply()));
  const source = await createSourceEventStream({ ...args, contextValue: contextNow() });
  if (!(Symbol.asyncIterator in source)) {
    yield { ...source, errors: source.errors?.map(masked) };
    return;
  }
  const answerTo = async (rootValue: unknown): Promise<ExecutionAnswer> => {
    const live = liveMarkOf(rootValue);
    if (rootValue instanceof AccessChanged) return { extensions: { live: live ?? undefined } };
    const answer = await run(executor, { ...args, rootValue, contextValue: contextNow() }, caller);
    return live ? { ...answer, extensions: { live } } : answer;
  };
  try {
    yield* inOrder(source[Symbol.asyncIterator](), answerTo, signal);
  } catch (error) {
    // A stream that breaks (the database went away) tells why in its last answer; the client resumes by cursor.
    yield { errors: [masked(error)] };
  }
}

/** One context for all events of a turn of the event loop: what was committed before they were heard is seen by all. */
function sameTurn(make: () => RequestContext): () => RequestContext {
  let current: RequestContext | null = null;
  return () => {
    if (current) return current;
    const made = make();
    current = made;
    process.nextTick(() => (current = null));
    return made;
  };
}
