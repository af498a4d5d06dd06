/**
 * Apollo's plan execution, which ours is compared with: the same planner, and `executeQueryPlan` of @apollo/gateway as
 * its own server calls it.
 */
import { operationFromDocument, Supergraph, type Schema } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import { QueryPlanner, type FetchNode, type QueryPlan, type SubscriptionNode } from '@apollo/query-planner';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import {
  toldErrors,
  type Ask,
  type Outcome,
  type Planned,
  type Source,
  type Subject,
  type Variables,
} from './subject.js';

type Execution = Parameters<typeof executeQueryPlan>;

interface Graph {
  readonly api: Schema;
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphNames: readonly string[];
}

/** @throws when the text is no supergraph */
export function referenceFor(supergraphSdl: string): Subject {
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
    plan: (document) => {
      const plan = planner.buildQueryPlan(operationFromDocument(api, document));
      return toPlanned(graph, plan, document);
    },
  };
}

function toPlanned(graph: Graph, plan: QueryPlan, operationDocument: DocumentNode): Planned {
  const operation = buildOperationContext({ schema: graph.apiSchema, operationDocument });
  const run = async (which: QueryPlan, variables: Variables, ask: Ask): Promise<Outcome> => {
    const { data, errors } = await executeQueryPlan(
      which,
      servicesOf(graph, ask),
      requestContext(variables),
      operation,
      graph.supergraphSchema,
      graph.api,
    );
    return { data: data === undefined ? null : JSON.stringify(data), errors: toldErrors(errors) };
  };
  const subscription = plan.node?.kind === 'Subscription' ? plan.node : null;
  return {
    source: (variables) => subscription && sourceOf(subscription.primary, variables),
    execute: (variables, ask) => run(plan, variables, ask),
    complete: (event, variables, ask) => {
      if (!subscription) throw new TypeError('Only a subscription has events');
      const { serviceName } = subscription.primary;
      return run(replayOf(subscription), variables, answeredBy(event, serviceName, ask));
    },
  };
}

function sourceOf(fetch: FetchNode, variables: Variables): Source {
  const used = (fetch.variableUsages ?? []).filter((name) => Object.hasOwn(variables, name));
  return {
    subgraph: fetch.serviceName,
    request: {
      query: fetch.operation,
      variables: Object.fromEntries(used.map((name) => [name, variables[name]])),
    },
  };
}

/** The plan of a subscription as that of a query: its first fetch is answered by the event itself. */
const replayOf = ({ primary, rest }: SubscriptionNode): QueryPlan => ({
  kind: 'QueryPlan',
  node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary,
});

/** In a sequence the primary fetch is by construction the first request. */
function answeredBy(event: ExecutionResult, owner: string, ask: Ask): Ask {
  let answered = false;
  return (subgraph, request) => {
    if (answered || subgraph !== owner) return ask(subgraph, request);
    answered = true;
    return Promise.resolve(event);
  };
}

/** Every subgraph as a data source that asks as the test says. */
function servicesOf({ subgraphNames }: Graph, ask: Ask): ServiceMap {
  const service = (subgraph: string): ServiceMap[string] => ({
    process: async ({ request }) =>
      await ask(subgraph, { query: request.query ?? '', variables: request.variables ?? {} }),
  });
  return Object.fromEntries(subgraphNames.map((name) => [name, service(name)]));
}

/** The little of Apollo Server's request that plan execution reads. */
const requestContext = (variables: Variables): Execution[2] =>
  ({ request: { variables }, context: {}, logger: quiet, metrics: {} }) as unknown as Execution[2];

// What it would log arrives as errors of the answer too.
const ignore = (): void => undefined;
const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
