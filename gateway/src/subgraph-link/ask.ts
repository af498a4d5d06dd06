import {
  AppError,
  unavailable,
  type Caller,
  type ExecutionAnswer,
  type Logger,
  type OperationRequest,
} from '@parley/kit';
import { GraphQLError, Kind, OperationTypeNode, parse, type ExecutionResult } from 'graphql';
import type { AskSubgraph, AskSubgraphRaw } from '../federation/federation.js';
import type { RawAnswer, SubgraphLink, SubgraphLinks } from './link.js';
import type { Ending, Patience } from './patience.js';

/** The subgraph that owns sessions: it alone is told the refresh cookie, and its answers alone may set cookies. */
export const SESSION_OWNER = 'identity';

/** One operation's questions to the subgraphs. */
export interface Asking {
  readonly links: SubgraphLinks;
  readonly caller: Caller;
  readonly patience: Patience;
  readonly logger: Logger;
  readonly onCookies: (cookies: Cookies) => void;
  /** A subgraph is asked to change something. */
  readonly onMutation: (subgraph: string) => void;
}

export type Cookies = NonNullable<NonNullable<ExecutionAnswer['extensions']>['cookies']>;

/** What a subgraph is told of the caller. */
export function callerFor(subgraph: string, caller: Caller): Caller {
  if (subgraph === SESSION_OWNER || caller.client.refreshToken === null) return caller;
  return { ...caller, client: { ...caller.client, refreshToken: null } };
}

/** A subgraph that fails costs its own fields, never the whole answer. */
export const askOf =
  (asking: Asking): AskSubgraph =>
  async (subgraph, request) => {
    const asked = await told(asking, subgraph, request, (link, caller, signal) =>
      link.execute(request, caller, signal),
    );
    if (!('failed' in asked)) noteCookies(asking, subgraph, asked.answer);
    return 'failed' in asked ? asked.failed : asked.answer;
  };

/** The same, unread where the link can do that. */
export const askRawOf =
  (asking: Asking): AskSubgraphRaw =>
  async (subgraph, request) => {
    const asked = await told<RawAnswer>(asking, subgraph, request, async (link, caller, signal) =>
      link.executeRaw
        ? link.executeRaw(request, caller, signal)
        : { answer: await link.execute(request, caller, signal) },
    );
    if ('failed' in asked) return { answer: asked.failed };
    if ('answer' in asked.answer) noteCookies(asking, subgraph, asked.answer.answer);
    return asked.answer;
  };

type Send<T> = (link: SubgraphLink, caller: Caller, signal: AbortSignal) => Promise<T>;

async function told<T>(
  asking: Asking,
  subgraph: string,
  request: OperationRequest,
  send: Send<T>,
): Promise<{ readonly answer: T } | { readonly failed: ExecutionResult }> {
  if (request.query.startsWith('mutation')) asking.onMutation(subgraph);
  try {
    return { answer: await answerOf(asking, subgraph, send) };
  } catch (error) {
    // The link's only way to say that there is no answer.
    tellWhy(asking, subgraph, error);
    const refusal = error instanceof AppError ? error : unavailable(`${subgraph} does not answer right now`);
    return { failed: { data: null, errors: whereAsked(request).map((path) => atPath(refusal, path)) } };
  }
}

function answerOf<T>({ links, caller, patience }: Asking, subgraph: string, send: Send<T>): Promise<T> {
  const link = links.get(subgraph);
  if (!link) throw unavailable(`${subgraph} is not connected`);
  const refusal = (ending: Ending): AppError =>
    unavailable(`${subgraph} ${ending === 'late' ? 'took too long to answer' : 'was not waited for'}`);
  if (patience.ending) throw refusal(patience.ending);
  return patience.await(send(link, callerFor(subgraph, caller), patience.signal), refusal);
}

function noteCookies({ onCookies }: Asking, subgraph: string, { extensions }: ExecutionAnswer): void {
  if (subgraph === SESSION_OWNER && extensions?.cookies) onCookies(extensions.cookies);
}

/** Only a subgraph that is late or away is worth a warning; who hangs up is no fault of it. */
function tellWhy(
  { caller: { requestId }, patience, logger }: Asking,
  subgraph: string,
  error: unknown,
): void {
  if (patience.ending === 'gone') {
    logger.debug({ requestId, subgraph }, 'nobody waits for the answer any more');
  } else {
    logger.warn({ requestId, subgraph, err: String(error) }, 'a subgraph did not answer');
  }
}

const atPath = (error: AppError, path: readonly (string | number)[]): GraphQLError =>
  new GraphQLError(error.message, { path, extensions: error.extensions });

/** The paths that a request without an answer leaves empty: its root fields, or the first entity it asked for. */
function whereAsked({ query, variables }: OperationRequest): readonly (readonly (string | number)[])[] {
  // None of its own: of several entities the first stands for all.
  if (variables?.['representations']) return [[]];
  const operation = parse(query).definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return [[]];
  return operation.selectionSet.selections.flatMap((each) =>
    each.kind === Kind.FIELD ? [[each.alias?.value ?? each.name.value]] : [],
  );
}
