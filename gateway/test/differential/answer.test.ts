import { execute, OperationTypeNode, print, type FormattedExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import { answerText } from './answer.js';
import { canonical } from './collecting.js';
import { valueAt, type Thing, type Value } from './data.js';
import { happens, type Faults } from './faults.js';
import { generateOperation, type GeneratedOperation } from './generated-operation.js';
import { hostile } from './hostile/all.js';
import { compose } from './hostile/compose.js';
import { Random } from './random.js';
import type { SubgraphWorld, World } from './world.js';

// A subgraph of generated data answers as graphql-js does over the same data, resolvers that fail included.

const SEEDS = 25;
const RATES = {
  name: 'failing',
  absent: 0.1,
  failing: 0.05,
  missing: 0,
  broken: 0,
  mangled: 0,
  away: 0,
  garbled: 0,
};

const subgraphs = hostile
  .map(compose)
  .flatMap((world) =>
    [...world.subgraphs.values()].map((each) => [`${world.name}/${each.name}`, world, each] as const),
  );

test.each(subgraphs)('the subgraph %s', (name, world, subgraph) => {
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const faults = { ...RATES, seed: `${name}:${seed}` };
    const shape = { depth: 4, breadth: 4, reserved: new Set<string>() };
    const { schema } = subgraph;
    const drawn = generateOperation(schema, OperationTypeNode.QUERY, new Random(faults.seed), shape);
    const query = print(drawn.document);
    // Entities are not part of the data: nobody draws representations.
    if (/_entities|_service|__schema|__type\(/.test(query)) continue;
    const answer = answerText({ world, subgraph, faults }, { query, variables: drawn.variables });
    expect(toldBy(JSON.parse(answer) as FormattedExecutionResult), query).toEqual(
      toldBy(ordinary(world, subgraph, faults, drawn)),
    );
  }
});

/** What graphql-js makes of the same data. */
function ordinary(
  world: World,
  subgraph: SubgraphWorld,
  faults: Faults,
  { document, variables }: GeneratedOperation,
): FormattedExecutionResult {
  const result = execute({
    schema: subgraph.schema,
    document,
    variableValues: variables,
    rootValue: { type: subgraph.schema.getQueryType(), number: 0, told: '' },
    typeResolver: ({ type }: Thing) => type.name,
    fieldResolver: (thing: Thing, args: object, _, { parentType, fieldName }) => {
      const field = parentType.getFields()[fieldName];
      if (!field) throw new TypeError(fieldName);
      const told = field.args.length === 0 ? '' : canonical(args);
      const where = [subgraph.name, thing.type.name, thing.number, fieldName, told];
      return resolved(faults, valueAt({ world, subgraph, faults, thing, field, told }), where);
    },
  });
  if (result instanceof Promise) throw new TypeError('All data is there at once');
  return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
}

/** The value as a resolver gives it, with an error where it fails. */
function resolved(faults: Faults, value: Value, where: readonly (string | number)[]): unknown {
  if (happens(faults, 'failing', ...where)) return new Error(`${where.slice(1, 4).join(' ')} failed`);
  if (value === null) return null;
  if ('leaf' in value) return value.leaf;
  if ('number' in value) return value;
  return value.map((each, index) => resolved(faults, each, [...where, index]));
}

/** As far as both say the same of an error. */
const toldBy = ({ data, errors = [] }: FormattedExecutionResult): object => ({
  data: JSON.stringify(data),
  errors: errors.map(({ message, path }) => ({ message, path })),
});
