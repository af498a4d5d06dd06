import type { OperationRequest } from '@parley/kit';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';

/** Asks one subgraph on behalf of the caller of the running operation. */
export type AskSubgraph = (subgraph: string, request: OperationRequest) => Promise<ExecutionResult>;

/** A planned operation; what is in it is the planner's business. */
export interface Plan {
  /** Where a subscription begins; null for queries and mutations. */
  readonly source: SubscriptionSource | null;
  execute(variables: Variables, ask: AskSubgraph): Promise<ExecutionResult>;
  /** For one event of the source: other subgraphs complete the answer. */
  complete(event: ExecutionResult, variables: Variables, ask: AskSubgraph): Promise<ExecutionResult>;
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
