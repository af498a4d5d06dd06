/**
 * Apollo's query planner behind our own interface; what it plans is executed here (docs/adr/0015). The planner is under
 * the Elastic License 2.0 and the form of its plans is undocumented: no other folder imports it, its version is pinned
 * exactly, and the differential suite compares every kind of plan with the reference.
 */
import { operationFromDocument, Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { getOperationAST, type DocumentNode, type GraphQLSchema } from 'graphql';
import { BoundedCache } from '../bounded-cache.js';
import { conditionsOf, type Conditions, type Decisions } from './conditions.js';
import type { AskSubgraph, AskSubgraphRaw, Federation, Outcome, Plan, Variables } from './federation.js';
import { questionOf, takerOf, type Take } from './fetch.js';
import { passThroughOf, type PassThrough } from './pass-through.js';
import { compile } from './plan-compiler.js';
import type { Run, Step } from './run.js';
import type { Write, Writing } from './serialise.js';
import { shapeOf, type ApiGraph, type Asked } from './shape.js';
import { asAnswerError } from './subgraph-errors.js';
import { subtypesOf, type Subtypes } from './subtypes.js';

interface Graph extends ApiGraph {
  readonly api: Schema;
  readonly planner: QueryPlanner;
  /** With what clients may not see: subgraphs know of it. */
  readonly supergraphSchema: GraphQLSchema;
  readonly subtypes: Subtypes;
}

/** How many sets of decisions of one document are remembered; most documents have one. */
const SHAPES = 16;

/** @throws when the text is no supergraph */
export function federationOf(supergraphSdl: string): Federation {
  const supergraph = Supergraph.build(supergraphSdl);
  const api = supergraph.apiSchema();
  const apiSchema = api.toGraphQLJSSchema();
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const graph: Graph = {
    api,
    apiSchema,
    apiSubtypes: subtypesOf(apiSchema),
    planner: new QueryPlanner(supergraph),
    supergraphSchema,
    subtypes: subtypesOf(supergraphSchema),
  };
  return { apiSchema, plan: (document, operationName) => planOf(graph, document, operationName) };
}

function planOf(graph: Graph, document: DocumentNode, operationName: string | undefined): Plan {
  const { api, planner, subtypes } = graph;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new TypeError('The document has no such operation');
  const named = { ...(operationName !== undefined && { operationName }) };
  const { node }: QueryPlan = planner.buildQueryPlan(operationFromDocument(api, document, named));
  const asked = { document, operation };
  const answering = new Answering(graph, asked);
  if (node?.kind !== 'Subscription') {
    const step = node ? compile(node, subtypes) : null;
    const passing = passThroughOf(asked, node, graph.apiSchema, graph.supergraphSchema);
    const passer = passing && passerOf(passing, answering, subtypes);
    return {
      source: null,
      execute: (variables, ask, askRaw) =>
        passer && askRaw ? passer(variables, ask, askRaw) : answering.answer(variables, ask, step),
      complete: () => Promise.reject(new TypeError('Only a subscription has events')),
    };
  }
  const { primary, rest } = node;
  const question = questionOf(primary);
  const take: Take = takerOf(primary, null, subtypes);
  const step = rest ? compile(rest, subtypes) : null;
  return {
    source: {
      subgraph: question.subgraph,
      request: (variables) => question.request(question.variables(variables)),
    },
    execute: () => Promise.reject(new TypeError('A subscription is followed, not executed')),
    complete: (event, variables, ask) =>
      answering.answer(variables, ask, step, (run) => {
        take(run, event);
      }),
  };
}

type Passer = (variables: Variables, ask: AskSubgraph, askRaw: AskSubgraphRaw) => Promise<Outcome>;

/** Hands data on as it came; an answer with errors is taken like any other. */
function passerOf({ fetch, points }: PassThrough, answering: Answering, subtypes: Subtypes): Passer {
  const question = questionOf(fetch);
  const take = takerOf(fetch, null, subtypes);
  return async (variables, ask, askRaw) => {
    const request = question.request(question.variables(variables));
    const raw = await askRaw(question.subgraph, request);
    if ('data' in raw) return { data: raw.data, errors: [], found: points, fault: null };
    return answering.answer(variables, ask, null, (run) => {
      take(run, raw.answer);
    });
  };
}

/** Runs the steps of one operation and writes its answers. */
class Answering {
  private readonly conditions: Conditions;
  private readonly shapes = new BoundedCache<Write>(SHAPES);

  constructor(
    private readonly graph: ApiGraph,
    private readonly asked: Asked,
  ) {
    this.conditions = conditionsOf(asked.document, asked.operation);
  }

  /** @param begin what is known before anybody is asked */
  async answer(
    variables: Variables,
    ask: AskSubgraph,
    step: Step | null,
    begin?: (run: Run) => void,
  ): Promise<Outcome> {
    const decisions = this.conditions.decide(variables);
    const run: Run = { variables, decisions, ask, data: {}, isEmpty: true, errors: [], shared: null };
    begin?.(run);
    if (step) await step(run);
    return this.write(run);
  }

  private write({ variables, decisions, data, errors, shared }: Run): Outcome {
    const writing: Writing = { variables, points: 0, fault: null, hole: null, shared };
    try {
      const text = this.shapeFor(decisions)(data, writing) ?? 'null';
      // Where somebody was refused, what they asked for is null all the way up to where it may be.
      const fault = writing.fault ?? (errors.length === 0 ? writing.hole : null);
      return { data: text, errors, found: writing.points, fault };
    } catch (error) {
      // Introspection refuses arguments that only it reads by throwing.
      return { data: null, errors: [asAnswerError(error)], found: writing.points, fault: null };
    }
  }

  private shapeFor(decisions: Decisions): Write {
    const key = this.conditions.key(decisions);
    const known = this.shapes.get(key);
    if (known) return known;
    const shape = shapeOf(this.graph, this.asked, decisions);
    this.shapes.set(key, shape);
    return shape;
  }
}
