import { systemCaller, type ExecutionAnswer, type OperationRequest } from '@parley/kit';
import { getOperationAST, GraphQLError, OperationTypeNode, parse, type GraphQLFormattedError } from 'graphql';
import { followReplicas } from './follow.js';
import type { SubgraphLink } from './link.js';
import type { Question } from './replica.js';
import { Replicas, silent, type SubgraphAddress } from './replicas.js';

/**
 * A subgraph in other processes, in as many replicas as there are: HTTP through pools, subscriptions over one
 * graphql-ws connection to each, all signed. What one replica does not take is asked of the next, each at most once.
 */
export function httpLink(address: SubgraphAddress): SubgraphLink {
  const { name } = address;
  const replicas = new Replicas(address);
  return {
    name,
    execute: async (request, caller, signal) => {
      const question = { path: '/graphql', body: request, caller, repeatable: !isMutation(request) } as const;
      return (await ask(name, replicas, question, signal)) as ExecutionAnswer;
    },
    subscribe: (request, caller) => followReplicas(address, replicas, request, caller),
    async authorize(request, callers, signal) {
      const caller = systemCaller('grants');
      const question = { path: '/grants', body: { request, callers }, caller, repeatable: true } as const;
      const answer = await ask(name, replicas, question, signal);
      return (answer as readonly (readonly GraphQLFormattedError[] | null)[]).map(
        (refusal) => refusal?.map(asGraphQLError) ?? null,
      );
    },
    async ready() {
      const answers = (await replicas.all()).map(async (replica) => {
        if (!(await replica.ready())) throw silent(name);
      });
      await Promise.any(answers);
    },
    stop: () => replicas.stop(),
  };
}

/** Errors arrive as plain objects. */
const asGraphQLError = ({ message, ...rest }: GraphQLFormattedError): GraphQLError =>
  new GraphQLError(message, { path: rest.path, extensions: rest.extensions });

/** Only what has the word can be one, so that queries are not parsed for this. */
function isMutation({ query, operationName }: OperationRequest): boolean {
  if (!query.includes('mutation')) return false;
  return getOperationAST(parse(query), operationName)?.operation === OperationTypeNode.MUTATION;
}

async function ask(
  name: string,
  replicas: Replicas,
  question: Question,
  signal: AbortSignal,
): Promise<unknown> {
  for (const replica of await replicas.inOrder()) {
    // Found silent while another one was asked.
    if (replica.isSilent) continue;
    const outcome = await replica.ask(question, signal);
    if ('answer' in outcome) return outcome.answer;
    const mayRepeat = outcome.failure === 'untaken' || (outcome.failure === 'unknown' && question.repeatable);
    if (signal.aborted || !mayRepeat) break;
  }
  throw silent(name);
}
