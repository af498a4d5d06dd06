import {
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { happens, type Faults } from './faults.js';
import { fractionOf, hashOf } from './random.js';
import type { SubgraphWorld, World } from './world.js';

/**
 * Data without a store: what stands at a field is a function of the seed, the object and the arguments, so that every
 * subgraph, and both executors, find the same.
 */
export interface Thing {
  readonly type: GraphQLObjectType;
  /** Which of the objects of its type. */
  readonly number: number;
  /** What the subgraph was told of it along with its key. */
  readonly told: string;
}

/** How many objects each type has: few, so that things are met again. */
const THINGS = 7;

/** Values of a place: a leaf's value, a thing, a list of such, or nothing. */
export type Value = null | Thing | LeafValue | readonly Value[];
export interface LeafValue {
  readonly leaf: unknown;
}

/** All that a value depends on. */
interface Place {
  readonly world: World;
  readonly subgraph: SubgraphWorld;
  readonly faults: Faults;
  readonly thing: Thing;
  readonly field: GraphQLField<unknown, unknown>;
  /** The arguments, told after the schema. */
  readonly told: string;
}

export function valueAt(place: Place): Value {
  const { world, thing, field } = place;
  const name = `${thing.type.name}.${field.name}`;
  if (world.keyFields.has(name)) return keyValue(place, field.type);
  const needs = place.subgraph.requiring.has(name) ? thing.told : '';
  return valueOf(place, field.type, [name, thing.number, place.told, needs]);
}

/** Whatever leaf of its keys one looks at, it says which thing it is. */
function keyValue(place: Place, type: GraphQLOutputType): Value {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [keyValue(place, nullable.ofType)];
  const { number } = place.thing;
  if (isLeafType(nullable)) {
    return { leaf: nullable.name === 'Int' || nullable.name === 'Float' ? number : String(number) };
  }
  return thingOf(place.subgraph.schema, nullable as GraphQLCompositeType, number);
}

function valueOf(place: Place, type: GraphQLOutputType, where: readonly (string | number)[]): Value {
  const { faults, subgraph } = place;
  if (!isNonNullType(type) && happens(faults, 'absent', ...where)) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const { ofType } = nullable;
    const length = hashOf('length', ...where) % 4;
    return Array.from({ length }, (_, index) => valueOf(place, ofType, [...where, index]));
  }
  if (isLeafType(nullable)) return { leaf: leafOf(nullable, where) };
  return thingOf(subgraph.schema, nullable as GraphQLCompositeType, hashOf('thing', ...where) % THINGS);
}

/** Of an abstract type, the same object is of the same type wherever it is met. */
export function thingOf(schema: GraphQLSchema, type: GraphQLCompositeType, number: number, told = ''): Thing {
  if (!isAbstractType(type)) return { type, number, told };
  const weight = ({ name }: GraphQLObjectType): number => fractionOf('type', name, number);
  const [first] = schema.getPossibleTypes(type).toSorted((one, other) => weight(other) - weight(one));
  if (!first) throw new TypeError(`${type.name} has no possible types`);
  return { type: first, number, told };
}

const ANYTHING: readonly unknown[] = [
  'text',
  '',
  0,
  -1.5,
  true,
  false,
  [],
  {},
  [1, [null, { list: [] }]],
  { __typename: 'Query', id: null, constructor: 'c', length: 0 },
  { nested: { deep: [{ 'key with "quotes"': '\u2028 \ud83d\ude00 </script>' }] } },
];

function leafOf(type: GraphQLLeafType, where: readonly (string | number)[]): unknown {
  const hash = hashOf('leaf', ...where);
  if (isEnumType(type)) return type.getValues()[hash % type.getValues().length]?.name;
  switch (type.name) {
    case 'Int':
      return (hash % 2_001) - 1_000;
    case 'Float':
      return hash % 3 === 0 ? hash % 100 : (hash % 10_000) / 8;
    case 'Boolean':
      return hash % 2 === 0;
    case 'ID':
      return hash.toString(36);
    case 'String':
      return TEXTS[hash % 40] ?? `${String(where[0])} ${hash.toString(36)}`;
    default:
      return ANYTHING[hash % ANYTHING.length];
  }
}

const TEXTS = ['', '"quoted" \\ and\nbroken', '\u0000\u001f\u007f', '\ud83d\ude00 \u2028', '__proto__'];

/** A value that must not stand there: none, one of a type that nobody knows, a leaf of another type. */
export function brokenValue(type: GraphQLOutputType, where: readonly (string | number)[]): unknown {
  const nullable = getNullableType(type);
  const composite = [null, undefined, { __typename: 'Nothing' }];
  const leaves = [null, undefined, 'wrong', 4_000_000_000, 7, 1.5, true, {}, { id: '1' }, []];
  const broken = isListType(nullable) ? [null, undefined] : isLeafType(nullable) ? leaves : composite;
  return broken[hashOf('broken', ...where) % broken.length];
}

/** Anything at all. */
export function mangledValue(where: readonly (string | number)[]): unknown {
  const impossible = [{ __typename: 'Query' }, { __typename: 7 }, { __typename: '' }, { __typename: null }];
  const mangled = ['text', 4_000_000_000, true, {}, [], [null], [[]], { id: '1' }, 0, '', ...impossible];
  return mangled[hashOf('mangled', ...where) % mangled.length];
}

/** What is said of the type of an object: one that nobody knows, or in a mangled answer anything. */
export const wrongTypename = (where: readonly (string | number)[], isMangled: boolean): unknown =>
  isMangled ? ['Query', '', null, 7][hashOf('typename', ...where) % 4] : 'Nothing';
