import { getVariableValues, Kind, parse, type DocumentNode, type GraphQLObjectType } from 'graphql';
import { canonical, operationOf, type Selecting } from './collecting.js';
import { hasImpossibleType, isBetterPlaced } from './deliberate.js';
import type { Asked, Execution } from './execution.js';
import { isPlace } from './places.js';
import type { Outcome, ToldError, Variables } from './subject.js';
import { isWellFormed } from './well-formed.js';
import type { World } from './world.js';

/** One way in which an execution is not like the reference. */
export interface Difference {
  readonly what: 'outcome' | 'data' | 'errors' | 'requests' | 'variables';
  readonly expected: unknown;
  readonly actual: unknown;
}

/** What was executed. */
export interface Executed {
  readonly world: World;
  readonly document: DocumentNode;
  readonly variables: Variables;
  /** Subgraphs answered with anything at all: see deliberate.ts. */
  readonly isMangled: boolean;
}

/**
 * What is compared:
 * - whether there is an outcome at all, and whether it has `data`;
 * - `data` as JSON text, so that the order of keys, numbers and strings have to be the same to the letter; where
 *   the reference is no measure, because its own is not well formed, ours has to be;
 * - errors by message, path and `extensions.code`, as a multiset: their order is that in which parallel answers arrive;
 * - how often each subgraph is asked: never more often than by the reference;
 * - variables: each request brings none that its own operation does not declare.
 *
 * What is not: other extensions (none but listed ones leave the gateway, and those are its own), what Apollo calls
 * `valueCompletion` (likewise), and the text of what subgraphs are asked. What deliberately differs is in deliberate.ts.
 */
export function differences(
  executed: Executed,
  expected: Execution,
  actual: Execution,
): readonly Difference[] {
  const { isMangled } = executed;
  const found: Difference[] = [];
  const note = (what: Difference['what'], one: unknown, other: unknown): void => {
    if (JSON.stringify(one) !== JSON.stringify(other)) found.push({ what, expected: one, actual: other });
  };
  note('variables', [], actual.asked.flatMap(undeclared));
  const given = actual.outcome && toldBy(executed, actual.outcome);
  const expectedForm = expected.outcome && toldBy(executed, expected.outcome);
  if (isMangled || (expectedForm && !expectedForm.isWellFormed)) {
    if (actual.thrown !== null) note('outcome', expected.thrown, actual.thrown);
    const isSame = actual.outcome?.data === expected.outcome?.data;
    const isBad = given !== null && !given.isWellFormed && !hasImpossibleType(expected);
    if (isBad && !isSame) note('data', 'well formed', actual.outcome?.data);
    return found;
  }
  note('outcome', expected.thrown, actual.thrown);
  if (!given || !expected.outcome) return found;
  note('data', expected.outcome.data, actual.outcome.data);
  const [missing, surplus] = unmatched(expected.outcome.errors, actual.outcome.errors, given.isPlace);
  note('errors', missing, []);
  note('errors', [], surplus);
  note('requests', [], excess(expected.asked, actual.asked));
  return found;
}

interface Told {
  readonly isWellFormed: boolean;
  readonly isPlace: (path: readonly (string | number)[]) => boolean;
}

/** The outcome beside its operation. */
function toldBy({ world, document, variables }: Executed, { data }: Outcome): Told {
  const { apiSchema: schema } = world;
  const operation = operationOf(document);
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const selecting: Selecting = { schema, document, variables: coerced };
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const value = data === null ? null : (JSON.parse(data) as unknown);
  return {
    isWellFormed: value === null || isWellFormed(selecting, root, [operation], value),
    isPlace: (path) => isPlace(selecting, root, [operation], path, value),
  };
}

/** The errors that only one side tells. */
function unmatched(
  expected: readonly ToldError[],
  actual: readonly ToldError[],
  isPlace: Told['isPlace'],
): [readonly ToldError[], readonly ToldError[]] {
  const surplus = [...actual];
  const take = (isSame: (each: ToldError) => boolean): boolean => {
    const index = surplus.findIndex(isSame);
    if (index !== -1) surplus.splice(index, 1);
    return index !== -1;
  };
  const inexact = expected.filter((error) => !take((each) => canonical(each) === canonical(error)));
  const missing = inexact.filter((error) => !take((each) => isBetterPlaced(error, each, isPlace)));
  return [missing, surplus];
}

function excess(
  expected: readonly Asked[],
  actual: readonly Asked[],
): readonly (readonly [string, number])[] {
  const allowed = counts(expected);
  return [...counts(actual)].filter(([subgraph, count]) => count > (allowed.get(subgraph) ?? 0));
}

function counts(asked: readonly Asked[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const { subgraph } of asked) counted.set(subgraph, (counted.get(subgraph) ?? 0) + 1);
  return counted;
}

/** The variables a request brings that its operation does not know. */
function undeclared({ subgraph, query, variables }: Asked): readonly string[] {
  const operation = parse(query).definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const declared = (operation?.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return Object.keys(variables ?? {})
    .filter((name) => !declared.includes(name))
    .map((name) => `${subgraph}: ${name}`);
}
