import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { ENTITIES_AT_ONCE } from '../subgraph-link/entities.js';
import { askFor, questionOf, type Question } from './fetch.js';
import { merge } from './merge.js';
import type { Places } from './places.js';
import { representationsOf, type Represent } from './representations.js';
import { rewritesOf, type Rewrite } from './rewrites.js';
import type { Run, Step } from './run.js';
import { errorAt } from './subgraph-errors.js';
import type { Subtypes } from './subtypes.js';
import { isTree, type Tree } from './tree.js';

/** An entity that is asked for once, however often it stands in the answer. */
interface Wanted {
  readonly key: string;
  readonly representation: Tree;
  readonly trees: Tree[];
  /** Which of the objects at the place of the fetch it is. */
  readonly indexes: number[];
}

/** What a fetch of entities is made of. */
interface EntityFetch {
  readonly question: Question;
  readonly places: Places;
  readonly represent: Represent;
  readonly rewrite: Rewrite | null;
}

/** A fetch of what another subgraph knows of the objects at a place. */
export function entityFetch(
  node: FetchNode,
  requires: readonly QueryPlanSelectionNode[],
  places: Places,
  subtypes: Subtypes,
): Step {
  const fetch: EntityFetch = {
    question: questionOf(node),
    places,
    represent: representationsOf(requires, node.inputRewrites, subtypes),
    rewrite: rewritesOf(node.outputRewrites, subtypes),
  };
  return async (run) => {
    const wanted = wantedOf(fetch, places.gather(run.data));
    if (wanted.length <= ENTITIES_AT_ONCE) {
      if (wanted.length > 0) await ask(fetch, run, wanted);
      return;
    }
    const batches: Promise<void>[] = [];
    for (let start = 0; start < wanted.length; start += ENTITIES_AT_ONCE) {
      batches.push(ask(fetch, run, wanted.slice(start, start + ENTITIES_AT_ONCE)));
    }
    await Promise.all(batches);
  };
}

function wantedOf({ represent, rewrite }: EntityFetch, trees: readonly Tree[]): readonly Wanted[] {
  const wanted: Wanted[] = [];
  const known = new Map<string, Wanted>();
  for (let index = 0; index < trees.length; index += 1) {
    const tree = trees[index];
    const representation = tree && represent(tree);
    if (!representation) continue;
    const text = JSON.stringify(representation);
    // What is rewritten in the answer may depend on what the object is here, not on what it is asked for as.
    const key = rewrite ? `${String(tree['__typename'])} ${text}` : text;
    const same = known.get(key);
    if (same) {
      same.trees.push(tree);
      same.indexes.push(index);
    } else {
      const first = { key: text, representation, trees: [tree], indexes: [index] };
      known.set(key, first);
      wanted.push(first);
    }
  }
  return wanted;
}

async function ask(fetch: EntityFetch, run: Run, batch: readonly Wanted[]): Promise<void> {
  const { question, rewrite } = fetch;
  const variables = question.variables(run.variables);
  if ('representations' in variables) {
    run.errors.push(new GraphQLError('Variables cannot contain key "representations"'));
    return;
  }
  variables['representations'] = batch.map(({ representation }) => representation);
  const request = { ...question.request(variables), keys: batch.map(({ key }) => key) };
  const answer = await askFor(run, question.subgraph, request);
  if (!answer) return;
  if (answer.errors && answer.errors.length > 0) tell(fetch, run, batch, answer.errors);
  if (!answer.data) return;
  const entities = answer.data['_entities'];
  const fault = faultOf(entities, batch);
  if (fault) run.errors.push(new GraphQLError(fault));
  else take(batch, entities as readonly unknown[], rewrite);
}

function faultOf(entities: unknown, batch: readonly Wanted[]): string | null {
  if (!Array.isArray(entities)) return 'Expected "data._entities" in response to be an array';
  if (entities.length === batch.length) return null;
  const count = batch.reduce((sum, { indexes }) => sum + indexes.length, 0);
  return `Expected "data._entities" to contain ${String(count)} elements`;
}

function take(batch: readonly Wanted[], entities: readonly unknown[], rewrite: Rewrite | null): void {
  for (let index = 0; index < batch.length; index += 1) {
    const entity = entities[index];
    const wanted = batch[index];
    if (!isTree(entity) || !wanted) continue;
    if (rewrite) {
      // Where the subgraph does not say what it is, it is what it was.
      entity['__typename'] ??= wanted.trees[0]?.['__typename'];
      rewrite(entity);
    }
    for (const tree of wanted.trees) merge(tree, entity);
  }
}

/**
 * An error of one entity is told wherever that entity stands. One that concerns the whole question is told once, where
 * the first of its entities stands.
 */
function tell(
  { places, question: { subgraph } }: EntityFetch,
  run: Run,
  batch: readonly Wanted[],
  errors: NonNullable<ExecutionResult['errors']>,
): void {
  const located = places.locate(run.data);
  for (const error of errors) {
    const [, index, ...rest] = error.path ?? [];
    if (typeof index === 'number') {
      // An entity that nobody asked for stands nowhere.
      const places = batch[index]?.indexes.map((each) => located[each] ?? []) ?? [[]];
      for (const place of places) run.errors.push(errorAt(error, subgraph, [...place, ...rest]));
    } else {
      const first = located[batch[0]?.indexes[0] ?? 0] ?? [];
      run.errors.push(errorAt(error, subgraph, error.path && [...first, ...error.path]));
    }
  }
}
