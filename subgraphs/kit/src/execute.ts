import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  OperationTypeNode,
  execute,
  getOperationAST,
} from 'graphql';
import { QueryFailedError, type EntityManager } from 'typeorm';
import type { LiveMark } from './access-change.js';
import { CancellableStatements, givenUp } from './cancellation.js';
import type { CookieReply, ReplyCookie, RequestContext } from './context.js';
import type { Documents } from './documents.js';
import { AppError, forbidden, unavailable } from './errors.js';
import { operationSeconds } from './metrics.js';
import type { Runtime } from './runtime.js';
import { type Caller, mayChange } from './viewer.js';

/** A GraphQL operation as it arrives. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** An answer; what stands in its extensions is for the gateway, which takes it out. */
export interface ExecutionAnswer extends ExecutionResult {
  readonly extensions?: {
    /** Cookies of the reply. */
    readonly cookies?: readonly ReplyCookie[];
    /** What a live answer is, for those who pass it on. */
    readonly live?: LiveMark;
  };
}

/** The data of an answer as JSON where it is nothing but data; null where there is more, or less, to tell. */
export const dataAsJson = ({ data, errors, extensions }: ExecutionAnswer): string | null =>
  data === null || data === undefined || errors || extensions ? null : JSON.stringify(data);

/** An answer as JSON, and whether that is exactly `{"data":…}`, so that it can be handed on without being read. */
export function asText(answer: ExecutionAnswer): { readonly isPlain: boolean; readonly text: string } {
  const data = dataAsJson(answer);
  return data === null
    ? { isPlain: false, text: JSON.stringify(answer) }
    : { isPlain: true, text: `{"data":${data}}` };
}

/** The largest question that is taken, in bytes, whichever way it comes. */
export const MOST_QUESTION_BYTES = 1_048_576;

/** SQLSTATE query_canceled: by somebody's wish, or because the time of a statement was up. */
const CANCELLED = '57014';

/** What a statement failed with. */
interface Fault {
  readonly code?: string;
  readonly message?: string;
}

const faultOf = (error: unknown): Fault =>
  (error instanceof QueryFailedError
    ? (error.driverError as Fault | undefined)
    : (error as Fault | undefined)) ?? {};

const isDisconnect = ({ code = '', message = '' }: Fault): boolean =>
  /^(ECONN|EPIPE|57P0|08|53)/.test(code) ||
  /Connection terminated|timeout exceeded when trying to connect/.test(message);

/** Lets refusals pass; everything else is logged under the request id and masked. */
export function maskError(
  error: GraphQLError,
  caller: Caller,
  runtime: Pick<Runtime, 'logger'>,
): GraphQLError {
  const cause = error.originalError;
  if (cause === undefined || cause instanceof GraphQLError) {
    if (error.extensions['code']) return error;
    return rewrite(error, new AppError('INVALID', error.message));
  }
  const fault = faultOf(cause);
  if (fault instanceof AppError) return rewrite(error, fault);
  if (isDisconnect(fault)) return rewrite(error, unavailable('The database does not answer right now'));
  const isTooLong = fault.code === CANCELLED && fault.message?.includes('statement timeout');
  if (fault.code === CANCELLED && !isTooLong) return rewrite(error, givenUp());
  runtime.logger.error(
    { requestId: caller.requestId, path: error.path, err: cause.stack ?? String(cause) },
    'unforeseen',
  );
  if (isTooLong) return rewrite(error, unavailable('This took too long'));
  return rewrite(error, new AppError('INTERNAL', 'Something went wrong; it was logged under the request id'));
}

const rewrite = (error: GraphQLError, as: AppError): GraphQLError =>
  new GraphQLError(as.message, { nodes: error.nodes, path: error.path, extensions: as.extensions });

/** Whatever was thrown, as an error of an answer. */
export const asGraphQLError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: error as Error });

/** A document that may be executed, or why not. */
export type Prepared =
  | { readonly document: DocumentNode; readonly kind: OperationTypeNode }
  | { readonly refusal: readonly GraphQLError[] };

/** Parses, validates and admits. */
export function prepare(documents: Documents, request: OperationRequest, caller: Caller): Prepared {
  try {
    const document = documents.get(request.query);
    if (!('definitions' in document)) return { refusal: document };
    const operation = getOperationAST(document, request.operationName);
    if (!operation) {
      return { refusal: [new AppError('INVALID', 'Name one of the operations of the document')] };
    }
    if (operation.operation === OperationTypeNode.MUTATION && caller.viewer && !mayChange(caller.viewer)) {
      return { refusal: [forbidden('This API token may only read; it lacks the scope WRITE')] };
    }
    return { document, kind: operation.operation };
  } catch (error) {
    // Documents.get() reports a syntax error only by throwing.
    return { refusal: [asGraphQLError(error)] };
  }
}

/** What execution needs besides the request. */
export interface Executor {
  readonly runtime: Pick<Runtime, 'name' | 'schema' | 'logger' | 'database'>;
  readonly documents: Documents;
  /** @param db what statements are run through, where that is not the database's own manager */
  readonly context: (caller: Caller, reply: CookieReply, db?: EntityManager) => RequestContext;
  readonly newReply: () => CookieReply;
}

/** What graphql-js is given, but for context and root. */
export const argsOf = (executor: Executor, request: OperationRequest, document: DocumentNode) => ({
  schema: executor.runtime.schema,
  document,
  operationName: request.operationName ?? undefined,
  variableValues: request.variables ?? {},
});

/** Executes a query or mutation with a context of its own. @param signal nobody waits any more; see Runtime.execute */
export async function executeOperation(
  executor: Executor,
  request: OperationRequest,
  caller: Caller,
  signal?: AbortSignal,
): Promise<ExecutionAnswer> {
  const stopTimer = operationSeconds.startTimer({ subgraph: executor.runtime.name });
  const prepared = prepare(executor.documents, request, caller);
  if ('refusal' in prepared) {
    stopTimer({ outcome: 'refused' });
    return { errors: prepared.refusal.map((error) => maskError(error, caller, executor.runtime)) };
  }
  const args = argsOf(executor, request, prepared.document);
  const isQuery = prepared.kind === OperationTypeNode.QUERY;
  const answer =
    isQuery && signal
      ? await answerWhileAwaited(executor, args, caller, signal)
      : await answerWith(executor, args, caller);
  stopTimer({ outcome: outcomeOf(answer, isQuery ? signal : undefined) });
  return answer;
}

function outcomeOf({ errors }: ExecutionAnswer, signal: AbortSignal | undefined): string {
  if (signal?.aborted) return 'given up';
  return errors ? 'errors' : 'ok';
}

async function answerWith(
  executor: Executor,
  args: ReturnType<typeof argsOf>,
  caller: Caller,
  db?: EntityManager,
): Promise<ExecutionAnswer> {
  const reply = executor.newReply();
  const result = await run(executor, { ...args, contextValue: executor.context(caller, reply, db) }, caller);
  return reply.cookies.length > 0 ? { ...result, extensions: { cookies: reply.cookies } } : result;
}

/** Answers at once when nobody waits any more; what still runs finds its statements refused and comes to its end. */
function answerWhileAwaited(
  executor: Executor,
  args: ReturnType<typeof argsOf>,
  caller: Caller,
  signal: AbortSignal,
): Promise<ExecutionAnswer> {
  if (signal.aborted) return Promise.resolve({ errors: [givenUp()] });
  return new Promise((resolve, reject) => {
    const statements = new CancellableStatements(executor.runtime.database, signal, () => {
      resolve({ errors: [givenUp()] });
    });
    answerWith(executor, args, caller, statements.db)
      .finally(() => {
        statements.end();
      })
      .then(resolve, reject);
  });
}

/** Executes once and masks what was not meant to be read. */
export async function run(executor: Executor, args: ExecutionArgs, caller: Caller): Promise<ExecutionResult> {
  const result = await execute(args);
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => maskError(error, caller, executor.runtime)) };
}
