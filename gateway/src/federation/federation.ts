import type { OperationRequest } from '@parley/kit';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';

/** What a subgraph is asked. */
export interface SubgraphRequest extends OperationRequest {
  /** The entities it is asked for, each as JSON, where these are known: equal texts are the same entity. */
  readonly keys?: readonly string[];
}

/** Asks one subgraph on behalf of the caller of the running operation. */
export type AskSubgraph = (subgraph: string, request: SubgraphRequest) => Promise<ExecutionResult>;

/** The same for whoever hands data on without reading it: `data` as JSON text where the answer is nothing else. */
export type AskSubgraphRaw = (
  subgraph: string,
  request: OperationRequest,
) => Promise<{ readonly data: string } | { readonly answer: ExecutionResult }>;

/** A planned operation; what is in it is the planner's business. */
export interface Plan {
  /** Where a subscription begins; null for queries and mutations. */
  readonly source: SubscriptionSource | null;
  /** @param askRaw left out where no answer can be had unread */
  execute(variables: Variables, ask: AskSubgraph, askRaw?: AskSubgraphRaw): Promise<Outcome>;
  /** For one event of the source: other subgraphs complete the answer. */
  complete(event: ExecutionResult, variables: Variables, ask: AskSubgraph): Promise<Outcome>;
}

/** What running a plan gave. */
export interface Outcome {
  /** The value of `data` as JSON text, "null" included; null when there is no `data` at all. */
  readonly data: string | null;
  /** As subgraphs told them, at the places of the answer that they concern. */
  readonly errors: readonly GraphQLError[];
  /** What was found, in points; Infinity where nobody counted. */
  readonly found: number;
  /** The first place where a subgraph broke its contract, so that something is null; null where none did. */
  readonly fault: string | null;
}

export type Variables = Readonly<Record<string, unknown>>;

/** The one subgraph that owns a subscription's root field, and what it is asked. */
export interface SubscriptionSource {
  readonly subgraph: string;
  request(variables: Variables): OperationRequest;
}

/** The composed graph: plans operations and runs the plans. The only door to the planner and its licence. */
export interface Federation {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** @param document a valid one */
  plan(document: DocumentNode, operationName: string | undefined): Plan;
}
