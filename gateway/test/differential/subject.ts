import type { OperationRequest } from '@parley/kit';
import type { DocumentNode, ExecutionResult, GraphQLError } from 'graphql';

/** Asks one subgraph; rejects when it cannot be reached. */
export type Ask = (subgraph: string, request: OperationRequest) => Promise<ExecutionResult>;

export type Variables = Readonly<Record<string, unknown>>;

/** What was answered, as it is compared. */
export interface Outcome {
  /** JSON text, "null" included; null when there is no `data` at all. */
  readonly data: string | null;
  readonly errors: readonly ToldError[];
}

/** What callers are told of an error. */
export interface ToldError {
  readonly message: string;
  readonly path: readonly (string | number)[] | null;
  readonly code: string | null;
}

/** The subgraph that a subscription begins in, and what it is asked. */
export interface Source {
  readonly subgraph: string;
  readonly request: OperationRequest;
}

/** A planned operation. */
export interface Planned {
  /** Null for queries and mutations. */
  readonly source: (variables: Variables) => Source | null;
  readonly execute: (variables: Variables, ask: Ask) => Promise<Outcome>;
  /** One event of a subscription, completed by other subgraphs. */
  readonly complete: (event: ExecutionResult, variables: Variables, ask: Ask) => Promise<Outcome>;
}

/** An executor of plans over one supergraph: the reference, ours, or a faulty one. */
export interface Subject {
  /** @throws what the planner refuses */
  readonly plan: (document: DocumentNode) => Planned;
}

/** Errors that were never GraphQL's have no extensions; in those of a subgraph anything may be a code. */
export const toldErrors = (errors: readonly Partial<GraphQLError>[] | undefined): readonly ToldError[] =>
  (errors ?? []).map(({ message, path, extensions }) => ({
    message: message ?? '',
    path: path ?? null,
    code: typeof extensions?.['code'] === 'string' ? extensions['code'] : null,
  }));
