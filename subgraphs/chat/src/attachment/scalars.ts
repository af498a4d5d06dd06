import { GraphQLScalarType, Kind } from 'graphql';
import { invalid } from '@parley/kit';

function safeInteger(value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw invalid('number', 'A whole number up to 2^53 - 1 is needed');
  return number;
}

/** Whole numbers that GraphQL's Int is too small for. */
export const SafeIntScalar = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description: 'A whole number up to 2^53 - 1, used for bytes.',
  specifiedByURL: 'https://www.ecma-international.org/ecma-262/#sec-number.issafeinteger',
  serialize: safeInteger,
  parseValue: safeInteger,
  parseLiteral: (node) => safeInteger(node.kind === Kind.INT ? node.value : null),
});

function address(value: unknown): string {
  if (typeof value === 'string' && (value.startsWith('/') || URL.canParse(value))) return value;
  throw invalid('url', 'Write an address that begins with https:// or /');
}

/** An address, absolute or of our own. */
export const UrlScalar = new GraphQLScalarType<string, string>({
  name: 'URL',
  description: 'An absolute or root-relative address.',
  specifiedByURL: 'https://url.spec.whatwg.org',
  serialize: address,
  parseValue: address,
  parseLiteral: (node) => address(node.kind === Kind.STRING ? node.value : null),
});
