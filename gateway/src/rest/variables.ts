import { invalid } from '@parley/kit';
import {
  coerceInputValue,
  getNamedType,
  type GraphQLError,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  specifiedScalarTypes,
  type GraphQLInputType,
  type GraphQLNamedInputType,
} from 'graphql';
import type { Variables } from '../federation/federation.js';
import { HttpRefusal } from '../http/refusal.js';
import type { RestOperation, RestVariable } from './operations.js';

const refusal = (field: string, sentence: string): HttpRefusal =>
  new HttpRefusal(400, invalid(field, sentence));

/**
 * The variables of an operation as its address gives them: numbers, truth values and names of enums by their type,
 * lists by repetition (`kinds=PUBLIC&kinds=GROUP`).
 * @throws HttpRefusal 400 for what is unknown, missing, given twice or no value of its type
 */
export function variablesOfQuery(operation: RestOperation, given: URLSearchParams): Variables {
  const values: Record<string, unknown> = {};
  for (const name of new Set(given.keys())) {
    const variable = known(operation, name);
    values[name] = valueOf(variable, given.getAll(name));
  }
  return checked(operation, values);
}

/**
 * The variables of an operation as a JSON object gives them. @param key the client key, which came in a header
 * @throws HttpRefusal 400 as above
 */
export function variablesOfBody(operation: RestOperation, body: unknown, key: string): Variables {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refusal('body', 'The body must be a JSON object with the parameters of the operation');
  }
  for (const name of Object.keys(body)) known(operation, name);
  const values = checked(operation, body as Record<string, unknown>);
  return operation.hasKey ? { ...values, key } : values;
}

function known({ name: operation, variables, hasKey }: RestOperation, name: string): RestVariable {
  const variable = variables.find((each) => each.name === name);
  if (variable) return variable;
  if (name === 'key' && hasKey) throw refusal('key', 'The key is sent in the header Idempotency-Key');
  const names = variables.map((each) => each.name).join(', ');
  throw refusal(
    name,
    `${operation} has no parameter ${JSON.stringify(name)}; it takes ${names === '' ? 'none' : names}`,
  );
}

function valueOf({ name, type }: RestVariable, texts: readonly string[]): unknown {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return texts.map((text) => fromText(inner.ofType, text));
  const [text, ...more] = texts;
  if (text === undefined || more.length > 0) throw refusal(name, `${name} is given more than once`);
  return fromText(inner, text);
}

/** The value that a text of an address stands for; one that is none stays a text, and is refused by its type. */
function fromText(type: GraphQLInputType, text: string): unknown {
  const inner = isNonNullType(type) ? type.ofType : type;
  const name = isScalarType(inner) ? inner.name : '';
  if ((name === 'Int' || name === 'Float') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (name === 'Boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function checked({ variables }: RestOperation, values: Readonly<Record<string, unknown>>): Variables {
  for (const { name, type, isRequired } of variables) {
    const value = values[name];
    if (value === undefined) {
      if (isRequired) throw refusal(name, `${name} is required`);
      continue;
    }
    coerceInputValue(value, type, (path, _value, error) => {
      throw refusal([name, ...path].join('.'), sentenceOf(error, type));
    });
    refuseOther(name, getNamedType(type), value);
  }
  return values;
}

const NATIVE: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));

/** Our own scalars are all written as texts; what is wrong with one says the subgraph that reads it. */
function refuseOther(field: string, type: GraphQLNamedInputType, value: unknown): void {
  if (!isScalarType(type) || NATIVE.has(type.name) || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseOther(`${field}.${String(index)}`, type, item);
  } else if (typeof value !== 'string') throw refusal(field, 'This is written as a text');
}

/** graphql-js names GraphQL's types, which those who use REST need not know. */
function sentenceOf({ message }: GraphQLError, type: GraphQLInputType): string {
  const inner = getNamedType(type);
  if (!isEnumType(inner)) return message.replaceAll('"', "'");
  const names = inner.getValues().map(({ name }) => name);
  return `This is one of ${names.join(', ')}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The client key that a request brings: the header Idempotency-Key, with or without the quotes that its draft asks
 * for; null when it brings none.
 * @throws HttpRefusal 400 when it is no UUID
 */
export function idempotencyKeyOf(header: string | readonly string[] | undefined): string | null {
  if (header === undefined) return null;
  const key = typeof header === 'string' ? /^"?([^"]*)"?$/.exec(header.trim())?.[1] : undefined;
  if (key === undefined || !UUID.test(key)) {
    throw refusal(
      'idempotency-key',
      'An Idempotency-Key is a UUID, such as uuidgen or crypto.randomUUID() makes',
    );
  }
  return key;
}
