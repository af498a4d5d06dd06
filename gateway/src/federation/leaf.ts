import { isEnumType, isSpecifiedScalarType, type GraphQLEnumType, type GraphQLScalarType } from 'graphql';
import { quote } from './quote.js';

/** A leaf as JSON; null when the value is none of its type. */
export type WriteLeaf = (value: unknown) => string | null;

const MAX_PLAIN = 1e21;

const isInteger = (value: unknown): value is number =>
  // From here on numbers are written with an exponent, which is not how integers are.
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < MAX_PLAIN;

const text: WriteLeaf = (value) => (typeof value === 'string' ? quote(value) : null);
const integer: WriteLeaf = (value) => (isInteger(value) ? String(value) : null);

/** Subgraphs have serialised their values; what is none of the type even so is not passed on. */
const BUILT_IN: Readonly<Record<string, WriteLeaf>> = {
  String: text,
  ID: (value) => text(value) ?? integer(value),
  Int: integer,
  Float: (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : null),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : null),
};

/** Nothing is known of what a custom scalar may be. */
const anything: WriteLeaf = (value) => {
  if (typeof value === 'string') return quote(value);
  // Of what is no JSON, such as a function, the types of JSON.stringify do not tell.
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined || json === 'null' ? null : json;
};

/** @param type as clients see it: what is inaccessible is no value of an enum */
export function leafWriterOf(type: GraphQLScalarType | GraphQLEnumType): WriteLeaf {
  if (!isEnumType(type)) return isSpecifiedScalarType(type) ? (BUILT_IN[type.name] ?? anything) : anything;
  const names = new Map(type.getValues().map(({ name }) => [name, `"${name}"`]));
  return (value) => names.get(value as string) ?? null;
}
