import type { FetchNode } from '@apollo/query-planner';
import type { OperationRequest } from '@parley/kit';
import type { ExecutionResult } from 'graphql';
import type { Variables } from './federation.js';
import { merge } from './merge.js';
import type { Place, Places } from './places.js';
import { rewritesOf } from './rewrites.js';
import type { Run, Step } from './run.js';
import { asAnswerError, errorAt } from './subgraph-errors.js';
import type { Subtypes } from './subtypes.js';
import { isTree, type Tree } from './tree.js';

/** What a subgraph is asked, but for the entities that it is asked about. */
export interface Question {
  readonly subgraph: string;
  request(variables: Tree): OperationRequest;
  /** The given variables that it uses, in an object of their own. */
  variables(given: Variables): Tree;
}

/** Variables that a fetch does not use are not sent: they are no business of that subgraph. */
export function questionOf(node: FetchNode): Question {
  const { serviceName: subgraph, operation: query, operationName = null, variableUsages = [] } = node;
  return {
    subgraph,
    request: (variables) => ({ query, operationName, variables }),
    variables: (given) => {
      const variables: Tree = {};
      for (const name of variableUsages) {
        if (Object.hasOwn(given, name) && given[name] !== undefined) variables[name] = given[name];
      }
      return variables;
    },
  };
}

/** Asks; null when there was no answer, and the reason is told. */
export async function askFor(
  run: Run,
  subgraph: string,
  request: OperationRequest,
): Promise<ExecutionResult | null> {
  try {
    return await run.ask(subgraph, request);
  } catch (error) {
    // What could not be asked costs its own fields, never the whole answer.
    run.errors.push(asAnswerError(error));
    return null;
  }
}

/** Takes an answer of root fields into the answer of the run. */
export type Take = (run: Run, answer: ExecutionResult) => void;

/** @param places where the fields belong; null for the root of the answer */
export function takerOf(node: FetchNode, places: Places | null, subtypes: Subtypes): Take {
  const rewrite = rewritesOf(node.outputRewrites, subtypes);
  return (run, { data, errors }) => {
    if (errors && errors.length > 0) {
      const at = (places && firstOf(places.locate(run.data))) ?? [];
      for (const error of errors) {
        run.errors.push(errorAt(error, node.serviceName, error.path && [...at, ...error.path]));
      }
    }
    if (!isTree(data)) return;
    rewrite?.(data);
    if (places) for (const target of places.gather(run.data, run.shared)) merge(target, data);
    else if (run.isEmpty) run.data = data;
    else merge(run.data, data);
    run.isEmpty = false;
  };
}

const firstOf = (located: ReturnType<Places['locate']>): Place | undefined =>
  located.values().next().value?.[0];

/** A fetch of fields of a root type. @param places where they belong; null for the root of the answer */
export function rootFetch(node: FetchNode, places: Places | null, subtypes: Subtypes): Step {
  const question = questionOf(node);
  const take = takerOf(node, places, subtypes);
  return async (run) => {
    if (places?.gather(run.data, run.shared).length === 0) return;
    const request = question.request(question.variables(run.variables));
    const answer = await askFor(run, question.subgraph, request);
    if (answer) take(run, answer);
  };
}
