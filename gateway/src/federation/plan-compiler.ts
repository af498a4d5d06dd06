import type { FetchNode, PlanNode, ResponsePath } from '@apollo/query-planner';
import { entityFetch } from './entity-fetch.js';
import { rootFetch } from './fetch.js';
import { placesOf } from './places.js';
import type { Step } from './run.js';
import type { Subtypes } from './subtypes.js';

/** A plan as functions that call each other, so that nothing of it is looked at again when it runs. */
export function compile(node: PlanNode, subtypes: Subtypes, path: ResponsePath = []): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((each) => compile(each, subtypes, path)));
    case 'Parallel':
      return inParallel(node.nodes.map((each) => compile(each, subtypes, path)));
    case 'Flatten':
      return compile(node.node, subtypes, [...path, ...node.path]);
    case 'Fetch':
      return fetchOf(node, subtypes, path);
    case 'Condition': {
      const { condition, ifClause, elseClause } = node;
      const whenTrue = ifClause ? compile(ifClause, subtypes, path) : nothing;
      const whenFalse = elseClause ? compile(elseClause, subtypes, path) : nothing;
      return (run) => (run.decisions[condition] ? whenTrue(run) : whenFalse(run));
    }
    case 'Defer':
      // The planner is not told that answers may come in parts, so it plans none.
      throw new TypeError('Answers in parts are not planned');
  }
}

const nothing: Step = () => Promise.resolve();

function fetchOf(node: FetchNode, subtypes: Subtypes, path: ResponsePath): Step {
  if (node.requires) return entityFetch(node, node.requires, placesOf(path), subtypes);
  return rootFetch(node, path.length > 0 ? placesOf(path) : null, subtypes);
}

function inSequence(steps: readonly Step[]): Step {
  const [only, ...more] = steps;
  if (only && more.length === 0) return only;
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

const inParallel =
  (steps: readonly Step[]): Step =>
  async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
