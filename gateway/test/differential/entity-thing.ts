import { isInterfaceType, isObjectType } from 'graphql';
import { canonical } from './collecting.js';
import { thingOf, type Thing } from './data.js';
import type { SubgraphWorld } from './world.js';

/** The thing a representation means, or why there is none. */
export function entityThing({ schema, keys }: SubgraphWorld, representation: unknown): Thing | string {
  if (typeof representation !== 'object' || representation === null) return 'A representation is an object';
  const { __typename: name, ...told } = representation as Readonly<Record<string, unknown>>;
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  const known = keys.get(String(name));
  if (!known || !(isObjectType(type) || isInterfaceType(type))) return `${String(name)} is no entity here`;
  for (const paths of known) {
    const [leaf] = new Set(paths.map((path) => leafAt(told, path)));
    const number = Number(leaf);
    if (leaf !== undefined && Number.isInteger(number)) {
      return thingOf(schema, type, number, canonical(told));
    }
  }
  return `A representation of ${type.name} has no key`;
}

/** A key that is not what every subgraph gives comes out as a number too, or as none. */
function leafAt(value: unknown, [first, ...rest]: readonly string[]): unknown {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (first === undefined) return one;
  if (typeof one !== 'object' || one === null || !Object.hasOwn(one, first)) return undefined;
  return leafAt((one as Readonly<Record<string, unknown>>)[first], rest);
}
