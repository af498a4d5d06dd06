import {
  packBytes,
  systemCaller,
  unavailable,
  unpackBytes,
  type BytesAnswer,
  type Caller,
  type ExecutionAnswer,
  type OperationRequest,
} from '@parley/kit';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { unanswered } from '../metrics.js';
import type { Reply } from './exchange.js';
import { followReplicas } from './follow.js';
import type { HandedOn } from './hand-on.js';
import { silent, tooLate, type RawAnswer, type SubgraphLink } from './link.js';
import type { Question } from './question.js';
import type { Replica } from './replica.js';
import { Replicas, type SubgraphAddress } from './replicas.js';
import { bodyOf, isMutation } from './request-text.js';

/**
 * A subgraph in other processes, in as many replicas as there are: HTTP through pools, subscriptions over one
 * graphql-ws connection to each, all signed. What one replica does not take is asked of the next, each at most once.
 */
export function httpLink(address: SubgraphAddress): SubgraphLink {
  const { name } = address;
  const replicas = new Replicas(address);
  const operation = (request: OperationRequest, caller: Caller, signal: AbortSignal): Promise<Reply> => {
    const repeatable = !isMutation(request);
    return ask(name, replicas, { path: '/graphql', body: bodyOf(request), caller, repeatable }, signal);
  };
  return {
    name,
    execute: async (request, caller, signal) =>
      read(name, await operation(request, caller, signal)) as ExecutionAnswer,
    executeRaw: async (request, caller, signal): Promise<RawAnswer> => {
      const reply = await operation(request, caller, signal);
      if (reply.isPlain) return { data: reply.text.slice(PLAIN_BEFORE, -1) };
      return { answer: read(name, reply) as ExecutionAnswer };
    },
    subscribe: (request, caller) => followReplicas(address, replicas, request, caller),
    async authorize(request, callers, signal) {
      const caller = systemCaller('grants');
      const body = JSON.stringify({ request, callers });
      const reply = await ask(name, replicas, { path: '/grants', body, caller, repeatable: true }, signal);
      const answer = read(name, reply) as readonly (readonly GraphQLFormattedError[] | null)[];
      return answer.map((refusal) => refusal?.map(asGraphQLError) ?? null);
    },
    async bytes(request, bytes, caller, signal) {
      const body = packBytes(request, bytes);
      // The same piece at the same place, and the same word about a file, may come twice.
      const reply = await ask(name, replicas, { path: '/bytes', body, caller, repeatable: true }, signal);
      if (!reply.bytes) throw silent(name);
      const { head, bytes: piece } = unpackBytes(reply.bytes);
      return { ...(head as Omit<BytesAnswer, 'bytes'>), bytes: piece };
    },
    stream: (request, response, caller) => streamThrough(name, replicas, { request, response }, caller),
    ready: () => anyReady(name, replicas),
    stop: () => replicas.stop(),
  };
}

async function anyReady(name: string, replicas: Replicas): Promise<void> {
  const answers = (await replicas.all()).map(async (replica) => {
    if (!(await replica.ready())) throw silent(name);
  });
  await Promise.any(answers);
}

/** What stands before the data of a plain answer. */
const PLAIN_BEFORE = '{"data":'.length;

/** @throws AppError UNAVAILABLE when it is no JSON: it is not a subgraph that answered */
function read(name: string, { text }: Reply): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told like every other answer that is none.
    throw silent(name);
  }
}

/** Errors arrive as plain objects. */
const asGraphQLError = ({ message, ...rest }: GraphQLFormattedError): GraphQLError =>
  new GraphQLError(message, { path: rest.path, extensions: rest.extensions });

const isReading = ({ request: { method } }: HandedOn): boolean => method === 'GET' || method === 'HEAD';

/** One that does not take it leaves it as it was, so that the next one can. */
async function streamThrough(
  name: string,
  replicas: Replicas,
  handedOn: HandedOn,
  caller: Caller,
): Promise<void> {
  if (replicas.findingFirst) await replicas.findingFirst;
  const asked: Replica[] = [];
  let replica = replicas.next(asked, true);
  while (replica) {
    const outcome = await replica.handOn(handedOn, caller);
    if (outcome === 'answered') return;
    // What only reads may be asked of another one, for as long as nothing was answered.
    const mayRepeat = outcome === 'untaken' || (isReading(handedOn) && !handedOn.response.headersSent);
    if (!mayRepeat) break;
    asked.push(replica);
    replica = replicas.next(asked, true);
  }
  unanswered.inc({ subgraph: name, because: 'away' });
  throw silent(name);
}

async function ask(
  name: string,
  replicas: Replicas,
  question: Question,
  signal: AbortSignal,
): Promise<Reply> {
  if (replicas.findingFirst) await replicas.findingFirst;
  const asked: Replica[] = [];
  let replica = replicas.next(asked, question.repeatable);
  if (!replica && replicas.isAnyUp) {
    unanswered.inc({ subgraph: name, because: 'failing' });
    throw unavailable(`${name} fails too often right now`);
  }
  while (replica) {
    const outcome = await replica.ask(question, signal);
    if ('status' in outcome) return outcome;
    const { failure } = outcome;
    if (failure === 'late') {
      unanswered.inc({ subgraph: name, because: 'late' });
      throw tooLate(name);
    }
    const mayRepeat = failure === 'untaken' || (failure === 'unknown' && question.repeatable);
    if (signal.aborted || !mayRepeat) break;
    asked.push(replica);
    replica = replicas.next(asked, question.repeatable);
  }
  if (!signal.aborted) unanswered.inc({ subgraph: name, because: 'away' });
  throw silent(name);
}
