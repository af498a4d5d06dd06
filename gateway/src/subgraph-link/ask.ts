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
import type { SubgraphLinks } from './link.js';
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
    try {
      const answer = await answerOf(asking, subgraph, request);
      if (subgraph === SESSION_OWNER && answer.extensions?.cookies) {
        asking.onCookies(answer.extensions.cookies);
      }
      return answer;
    } catch (error) {
      // The link's only way to say that there is no answer.
      tellWhy(asking, subgraph, error);
      const refusal =
        error instanceof AppError ? error : unavailable(`${subgraph} does not answer right now`);
      return { data: null, errors: whereAsked(request).map((path) => atPath(refusal, path)) };
    }
  };

function answerOf(
  { links, caller, patience }: Asking,
  subgraph: string,
  request: OperationRequest,
): Promise<ExecutionAnswer> {
  const link = links.get(subgraph);
  if (!link) throw unavailable(`${subgraph} is not connected`);
  const refusal = (ending: Ending): AppError =>
    unavailable(`${subgraph} ${ending === 'late' ? 'took too long to answer' : 'was not waited for'}`);
  if (patience.ending) throw refusal(patience.ending);
  return patience.await(link.execute(request, callerFor(subgraph, caller), patience.signal), refusal);
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
