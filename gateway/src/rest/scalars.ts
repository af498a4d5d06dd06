import type { GraphQLScalarType } from 'graphql';

type Json = Readonly<Record<string, unknown>>;

/** What JSON Schema can say of our scalars beyond their description. */
const SCALARS: Readonly<Record<string, Json>> = {
  Int: { type: 'integer', format: 'int32' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  ClientKey: { type: 'string', format: 'uuid' },
  CountryCode: { type: 'string', pattern: '^[A-Z]{2}$' },
  DateTime: { type: 'string', format: 'date-time' },
  EmailAddress: { type: 'string', format: 'email' },
  LocalTime: { type: 'string', pattern: String.raw`^\d{2}:\d{2}(:\d{2})?(\.\d+)?$` },
  Markdown: { type: 'string', contentMediaType: 'text/markdown' },
  PhoneNumber: { type: 'string', pattern: String.raw`^\+[1-9]\d{1,14}$` },
  URL: { type: 'string', format: 'uri-reference' },
};

/** How a scalar looks in JSON. */
export const scalarSchema = ({ name }: GraphQLScalarType): Json => SCALARS[name] ?? { type: 'string' };

/** Demo ids look like these; what they end with is no one's. */
const SUFFIX = '01kb3z9a7pe2vsm5x8fh6c4wq0';

const PREFIXES: Readonly<Record<string, string>> = {
  ApiToken: 'api_token',
  GuestPass: 'guest_pass',
  Membership: 'membership',
};

/** An id as things of that type have them. */
export const idExample = (type: string): string => `${PREFIXES[type] ?? type.toLowerCase()}_${SUFFIX}`;

const EXAMPLES: Readonly<Record<string, unknown>> = {
  Int: 3,
  Float: 0.5,
  Boolean: true,
  ClientKey: '7b5a3d1c-9e2f-4b6a-8c1d-0f3e5a7b9c2d',
  CountryCode: 'KE',
  Cursor: 'eyJzdHJlYW0iOiIuLi4ifQ',
  DateTime: '2026-11-19T14:00:00.000Z',
  EmailAddress: 'amara.okafor@northgate.ac.uk',
  LocalTime: '09:00:00',
  Locale: 'en-GB',
  Markdown: 'The room is **B12**.',
  PhoneNumber: '+254712345678',
  String: 'text',
  TimeZone: 'Africa/Nairobi',
  URL: 'https://parley.example/',
};

/** By name, where the type alone would make a dull example. */
const NAMED: Readonly<Record<string, unknown>> = {
  accessToken: 'eyJhbGciOiJIUzI1NiJ9…',
  avatarUrl: null,
  device: 'Firefox on Linux',
  displayName: 'Amara Okafor',
  emoji: '👍',
  first: 50,
  icon: '📐',
  last: 50,
  name: 'Statistics 1',
  password: 'correct horse battery staple',
  reason: 'Left the organisation',
  secret: 'parley_pat_…',
  seq: 42,
  title: 'Head of teaching',
  topic: 'Lectures and exercises',
};

/** A value that a scalar may have. @param field whose value it is @param owner the type the field stands in */
export function scalarExample({ name: type }: GraphQLScalarType, field: string, owner: string): unknown {
  if (type === 'ID') return idExample(field === 'id' ? owner : typeNamedBy(field));
  const example = EXAMPLES[type] ?? 'text';
  const named = NAMED[field];
  return named !== undefined && (named === null || typeof named === typeof example) ? named : example;
}

/** departmentIds → Department */
function typeNamedBy(field: string): string {
  const stem = field.replace(/Ids?$/, '');
  const known: Readonly<Record<string, string>> = {
    around: 'Message',
    head: 'User',
    member: 'User',
    parent: 'Department',
    pass: 'GuestPass',
    replyTo: 'Message',
    target: 'Channel',
    token: 'ApiToken',
    withUser: 'User',
  };
  return known[stem] ?? stem.charAt(0).toUpperCase() + stem.slice(1);
}
