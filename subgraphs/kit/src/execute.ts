import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  OperationTypeNode,
  execute,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { QueryFailedError } from 'typeorm';
import type { LiveMark } from './access-change.js';
import type { CookieReply, ReplyCookie, RequestContext } from './context.js';
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

const CACHED_DOCUMENTS = 1_000;

/** Parsed and validated documents by text, least recently used first. */
export class Documents {
  private readonly known = new Map<string, DocumentNode>();

  constructor(private readonly schema: Runtime['schema']) {}

  /** @throws GraphQLError when it does not parse; answers with errors when it does not fit the schema */
  get(query: string): DocumentNode | readonly GraphQLError[] {
    const cached = this.known.get(query);
    if (cached) {
      this.known.delete(query);
      this.known.set(query, cached);
      return cached;
    }
    const document = parse(query, { maxTokens: 20_000 });
    const faults = validate(this.schema, document);
    if (faults.length > 0) return faults;
    this.known.set(query, document);
    if (this.known.size > CACHED_DOCUMENTS) this.known.delete(this.known.keys().next().value ?? '');
    return document;
  }
}

const isDisconnect = (error: unknown): boolean => {
  const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
  const word = code ?? (error as { code?: string } | undefined)?.code ?? '';
  return (
    /^(ECONN|EPIPE|57P0|08|53)/.test(word) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(String(error))
  );
};

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
  if (isDisconnect(cause)) return rewrite(error, unavailable('The database does not answer right now'));
  runtime.logger.error(
    { requestId: caller.requestId, path: error.path, err: cause.stack ?? String(cause) },
    'unforeseen',
  );
  return rewrite(error, new AppError('INTERNAL', 'Something went wrong; it was logged under the request id'));
}

const rewrite = (error: GraphQLError, as: AppError): GraphQLError =>
  new GraphQLError(as.message, { nodes: error.nodes, path: error.path, extensions: as.extensions });

/** Whatever was thrown, as an error of an answer. */
export const asGraphQLError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: error as Error });

/** A document that may be executed, or why not. */
export type Prepared = { readonly document: DocumentNode } | { readonly refusal: readonly GraphQLError[] };

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
    return { document };
  } catch (error) {
    // Documents.get() reports a syntax error only by throwing.
    return { refusal: [asGraphQLError(error)] };
  }
}

/** What execution needs besides the request. */
export interface Executor {
  readonly runtime: Pick<Runtime, 'name' | 'schema' | 'logger'>;
  readonly documents: Documents;
  readonly context: (caller: Caller, reply: CookieReply) => RequestContext;
  readonly newReply: () => CookieReply;
}

/** What graphql-js is given, but for context and root. */
export const argsOf = (executor: Executor, request: OperationRequest, document: DocumentNode) => ({
  schema: executor.runtime.schema,
  document,
  operationName: request.operationName ?? undefined,
  variableValues: request.variables ?? {},
});

/** Executes a query or mutation with a context of its own. */
export async function executeOperation(
  executor: Executor,
  request: OperationRequest,
  caller: Caller,
): Promise<ExecutionAnswer> {
  const stopTimer = operationSeconds.startTimer({ subgraph: executor.runtime.name });
  const prepared = prepare(executor.documents, request, caller);
  if ('refusal' in prepared) {
    stopTimer({ outcome: 'refused' });
    return { errors: prepared.refusal.map((error) => maskError(error, caller, executor.runtime)) };
  }
  const reply = executor.newReply();
  const contextValue = executor.context(caller, reply);
  const result = await run(
    executor,
    { ...argsOf(executor, request, prepared.document), contextValue },
    caller,
  );
  stopTimer({ outcome: result.errors ? 'errors' : 'ok' });
  return reply.cookies.length > 0 ? { ...result, extensions: { cookies: reply.cookies } } : result;
}

/** Executes once and masks what was not meant to be read. */
export async function run(executor: Executor, args: ExecutionArgs, caller: Caller): Promise<ExecutionResult> {
  const result = await execute(args);
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => maskError(error, caller, executor.runtime)) };
}
