import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { ENTITIES_AT_ONCE } from '../subgraph-link/entities.js';
import { askFor, questionOf, type Question } from './fetch.js';
import { merge } from './merge.js';
import type { Place, Places } from './places.js';
import { representationsOf, type Represent } from './representations.js';
import { rewritesOf, type Rewrite } from './rewrites.js';
import type { Run, Step } from './run.js';
import { Shared } from './shared-entities.js';
import { errorAt } from './subgraph-errors.js';
import type { Subtypes } from './subtypes.js';
import { isTree, type Tree } from './tree.js';

/** An entity that is asked for once, however often it stands in the answer. */
interface Wanted {
  readonly key: string;
  readonly representation: Tree;
  readonly trees: Tree[];
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
    const wanted = wantedOf(fetch, places.gather(run.data, run.shared));
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
  const known = new Map<string, Wanted | null>();
  for (const tree of trees) {
    const key = represent.key(tree);
    if (key === null) continue;
    // What is rewritten in the answer may depend on what the object is here, not on what it is asked for as.
    const full = rewrite ? `${String(tree['__typename'])} ${key}` : key;
    const same = known.get(full);
    if (same) same.trees.push(tree);
    if (same !== undefined) continue;
    const representation = represent.make(tree);
    const first = representation && { key, representation, trees: [tree] };
    known.set(full, first);
    if (first) wanted.push(first);
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
  const fault = faultOf(entities, batch, fetch, run);
  if (fault) run.errors.push(new GraphQLError(fault));
  else take(run, batch, entities as readonly unknown[], rewrite);
}

function faultOf(
  entities: unknown,
  batch: readonly Wanted[],
  { places }: EntityFetch,
  { data }: Run,
): string | null {
  if (!Array.isArray(entities)) return 'Expected "data._entities" in response to be an array';
  if (entities.length === batch.length) return null;
  const located = places.locate(data);
  const count = batch.reduce((sum, wanted) => sum + placesOfEach(wanted, located).length, 0);
  return `Expected "data._entities" to contain ${String(count)} elements`;
}

type Located = ReturnType<Places['locate']>;

const placesOfEach = ({ trees }: Wanted, located: Located): readonly Place[] =>
  trees.flatMap((tree) => located.get(tree) ?? []);

function take(
  run: Run,
  batch: readonly Wanted[],
  entities: readonly unknown[],
  rewrite: Rewrite | null,
): void {
  for (let index = 0; index < batch.length; index += 1) {
    const entity = entities[index];
    const wanted = batch[index];
    if (!isTree(entity) || !wanted) continue;
    const { trees } = wanted;
    if (rewrite) {
      // Where the subgraph does not say what it is, it is what it was.
      entity['__typename'] ??= trees[0]?.['__typename'];
      rewrite(entity);
    }
    if (trees.length > 1) (run.shared ??= new Shared()).add(entity);
    for (const tree of trees) merge(tree, entity);
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
      const wanted = batch[index];
      // An entity that nobody asked for stands nowhere.
      const all = wanted ? placesOfEach(wanted, located) : [[]];
      for (const place of all) run.errors.push(errorAt(error, subgraph, [...place, ...rest]));
    } else {
      const first = (batch[0] && placesOfEach(batch[0], located)[0]) ?? [];
      run.errors.push(errorAt(error, subgraph, error.path && [...first, ...error.path]));
    }
  }
}
