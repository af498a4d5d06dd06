/**
 * Apollo's query planner and plan execution behind our own interface. These packages are under the Elastic License
 * 2.0 and the exports used here are undocumented: no other folder imports them, their versions are pinned exactly, and
 * apollo.test.ts is the contract that a newer version must meet.
 */
import { operationFromDocument, Supergraph, type Schema } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import { QueryPlanner, type FetchNode, type QueryPlan, type SubscriptionNode } from '@apollo/query-planner';
import type { OperationRequest } from '@parley/kit';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { AskSubgraph, Federation, Outcome, Plan, Variables } from './federation.js';

type Execution = Parameters<typeof executeQueryPlan>;

interface Graph {
  readonly api: Schema;
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphNames: readonly string[];
}

/** @throws when the text is no supergraph */
export function apolloFederation(supergraphSdl: string): Federation {
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph);
  const api = supergraph.apiSchema();
  const graph: Graph = {
    api,
    apiSchema: api.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    subgraphNames: supergraph.subgraphs().names(),
  };
  return {
    apiSchema: graph.apiSchema,
    plan: (document, operationName) =>
      toPlan(
        graph,
        planner.buildQueryPlan(
          operationFromDocument(api, document, { ...(operationName && { operationName }) }),
        ),
        contextOf(graph, document, operationName),
      ),
  };
}

const contextOf = (
  graph: Graph,
  operationDocument: DocumentNode,
  operationName: string | undefined,
): Execution[3] =>
  buildOperationContext({
    schema: graph.apiSchema,
    operationDocument,
    ...(operationName && { operationName }),
  });

function toPlan(graph: Graph, plan: QueryPlan, operation: Execution[3]): Plan {
  const run = async (which: QueryPlan, variables: Variables, services: ServiceMap): Promise<Outcome> => {
    const { data, errors } = await executeQueryPlan(
      which,
      services,
      requestContext(variables),
      operation,
      graph.supergraphSchema,
      graph.api,
    );
    return { data: data === undefined ? null : JSON.stringify(data), errors: errors ?? [], found: Infinity };
  };
  const services = (ask: AskSubgraph) => servicesOf(graph, ask);
  if (plan.node?.kind !== 'Subscription') {
    return {
      source: null,
      execute: (variables, ask) => run(plan, variables, services(ask)),
      complete: () => Promise.reject(new TypeError('Only a subscription has events')),
    };
  }
  const { primary } = plan.node;
  const replay = replayOf(plan.node);
  return {
    source: {
      subgraph: primary.serviceName,
      request: (variables) => requestOf(primary, variables),
    },
    execute: () => Promise.reject(new TypeError('A subscription is followed, not executed')),
    complete: (event, variables, ask) =>
      run(replay, variables, services(answeredBy(event, primary.serviceName, ask))),
  };
}

/** The plan of a subscription as that of a query: its first fetch is answered by the event itself. */
const replayOf = ({ primary, rest }: SubscriptionNode): QueryPlan => ({
  kind: 'QueryPlan',
  node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary,
});

function requestOf(fetch: FetchNode, variables: Variables): OperationRequest {
  const used = (fetch.variableUsages ?? []).filter((name) => Object.hasOwn(variables, name));
  return {
    query: fetch.operation,
    ...(fetch.operationName && { operationName: fetch.operationName }),
    variables: Object.fromEntries(used.map((name) => [name, variables[name]])),
  };
}

/** In a sequence the primary fetch is by construction the first request. */
function answeredBy(event: ExecutionResult, owner: string, ask: AskSubgraph): AskSubgraph {
  let answered = false;
  return (subgraph, request) => {
    if (answered || subgraph !== owner) return ask(subgraph, request);
    answered = true;
    return Promise.resolve(event);
  };
}

/** Every subgraph as a data source that asks through us. */
function servicesOf({ subgraphNames }: Graph, ask: AskSubgraph): ServiceMap {
  const service = (subgraph: string): ServiceMap[string] => ({
    process: async ({ request }) =>
      await ask(subgraph, {
        query: request.query ?? '',
        ...(request.operationName && { operationName: request.operationName }),
        variables: request.variables ?? {},
      }),
  });
  return Object.fromEntries(subgraphNames.map((name) => [name, service(name)]));
}

/** The little of Apollo Server's request that plan execution reads. */
const requestContext = (variables: Variables): Execution[2] =>
  ({ request: { variables }, context: {}, logger: quiet, metrics: {} }) as unknown as Execution[2];

// What it would log arrives as errors of the answer too, and is logged there with the request id.
const ignore = (): void => undefined;
const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
