import {
  AppError,
  unavailable,
  type Caller,
  type ExecutionAnswer,
  type Logger,
  type OperationRequest,
} from '@parley/kit';
import { GraphQLError, Kind, OperationTypeNode, parse } from 'graphql';
import type { AskSubgraph } from '../federation/federation.js';
import { askForEntities } from './entities.js';
import type { SubgraphLink, SubgraphLinks } from './link.js';

/** The subgraph that owns sessions: it alone is told the refresh cookie, and its answers alone may set cookies. */
export const SESSION_OWNER = 'identity';

/** One operation's questions to the subgraphs. */
export interface Asking {
  readonly links: SubgraphLinks;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly onCookies: (cookies: Cookies) => void;
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
  (subgraph, request) =>
    askForEntities(request, async (batch) => {
      const answer = await answerOf(asking, subgraph, batch);
      if (subgraph === SESSION_OWNER && answer.extensions?.cookies) {
        asking.onCookies(answer.extensions.cookies);
      }
      return { data: answer.data, errors: answer.errors };
    });

async function answerOf(
  asking: Asking,
  subgraph: string,
  request: OperationRequest,
): Promise<ExecutionAnswer> {
  const link = asking.links.get(subgraph);
  try {
    if (!link) throw unavailable(`${subgraph} is not connected`);
    return await withinTime(link, request, asking);
  } catch (error) {
    // The link's only way to say that there is no answer.
    tellWhy(asking, subgraph, error);
    const refusal = error instanceof AppError ? error : unavailable(`${subgraph} does not answer right now`);
    return { data: null, errors: whereAsked(request).map((path) => atPath(refusal, path)) };
  }
}

/** Who hangs up is no fault of the subgraph; only one that is late or away is worth a warning. */
function tellWhy({ caller: { requestId }, signal, logger }: Asking, subgraph: string, error: unknown): void {
  if (signal.aborted && !isTimeout(signal.reason)) {
    logger.debug({ requestId, subgraph }, 'nobody waits for the answer any more');
  } else {
    logger.warn({ requestId, subgraph, err: String(error) }, 'a subgraph did not answer');
  }
}

const isTimeout = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'TimeoutError';

/** A link that cannot cancel is left behind: the caller's time is up whether or not the subgraph notices. */
function withinTime(
  link: SubgraphLink,
  request: OperationRequest,
  { caller, signal }: Asking,
): Promise<ExecutionAnswer> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      const why = isTimeout(signal.reason) ? 'took too long to answer' : 'was not waited for';
      reject(unavailable(`${link.name} ${why}`));
    };
    if (signal.aborted) {
      over();
      return;
    }
    signal.addEventListener('abort', over, { once: true });
    link
      .execute(request, callerFor(link.name, caller), signal)
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', over);
      });
  });
}

const atPath = (error: AppError, path: readonly (string | number)[]): GraphQLError =>
  new GraphQLError(error.message, { path, extensions: error.extensions });

/** The paths that a request without an answer leaves empty: its root fields, or the first entity it asked for. */
function whereAsked({ query, variables }: OperationRequest): readonly (readonly (string | number)[])[] {
  if (variables?.['representations']) return [['_entities', 0]];
  const operation = parse(query).definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return [[]];
  return operation.selectionSet.selections.flatMap((each) =>
    each.kind === Kind.FIELD ? [[each.alias?.value ?? each.name.value]] : [],
  );
}
