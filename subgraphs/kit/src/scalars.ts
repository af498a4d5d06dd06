import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { invalid } from './errors.js';

const stringOf = (value: unknown, name: string): string => {
  if (typeof value !== 'string') throw invalid(name, `${name} must be a string`);
  return value;
};

function stringScalar(
  name: string,
  description: string,
  specifiedByURL: string,
  check: (value: string) => string,
): GraphQLScalarType<string, string> {
  const parseValue = (value: unknown) => check(stringOf(value, name));
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL,
    serialize: (value) => stringOf(value, name),
    parseValue,
    parseLiteral: (node: ValueNode) => {
      if (node.kind !== Kind.STRING) throw invalid(name, `${name} must be a string`);
      return parseValue(node.value);
    },
  });
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID that the client chose, so that a retry is not a repetition (P2). */
export const ClientKeyScalar = stringScalar(
  'ClientKey',
  'A UUID chosen by the client, so that a retry is not a repetition.',
  'https://www.rfc-editor.org/rfc/rfc9562',
  (value) => {
    if (!uuid.test(value)) throw invalid('key', 'A client key is a UUID, such as crypto.randomUUID() makes');
    return value.toLowerCase();
  },
);

/** Text in CommonMark. Well-formed Unicode without NUL, because PostgreSQL stores no other. */
export const MarkdownScalar = stringScalar(
  'Markdown',
  'Text in CommonMark with tables, code and mathematics.',
  'https://spec.commonmark.org/0.31.2/',
  (value) => {
    if (value.includes('\0') || !value.isWellFormed()) {
      throw invalid('text', 'The text holds characters that are not text');
    }
    return value;
  },
);

/** An opaque position in a list or stream. */
export const CursorScalar = stringScalar(
  'Cursor',
  'An opaque position in a list or stream, valid on every replica.',
  'https://relay.dev/graphql/connections.htm#sec-Cursor',
  (value) => value,
);

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

function parseInstant(value: unknown): Date {
  const text = stringOf(value, 'DateTime');
  const date = new Date(text);
  if (!instant.test(text) || Number.isNaN(date.getTime())) {
    throw invalid('DateTime', 'A time is written as in RFC 3339, such as 2026-11-19T14:00:00Z');
  }
  return date;
}

/** An instant; a Date inside, RFC 3339 in UTC outside. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, RFC 3339, always in UTC.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => (value instanceof Date ? value.toISOString() : parseInstant(value).toISOString()),
  parseValue: parseInstant,
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw invalid('DateTime', 'A time is written as a string, as in RFC 3339');
    return parseInstant(node.value);
  },
});

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
