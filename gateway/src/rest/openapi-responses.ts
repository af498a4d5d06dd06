import { PROBLEM_TYPE } from '@parley/kit';
import { isEnumType, type GraphQLSchema } from 'graphql';
import type { JsonSchema } from './json-schema.js';
import type { RestOperation } from './operations.js';

/** A part of an OpenAPI document. */
type Part = Readonly<Record<string, unknown>>;

const REQUEST_ID = '0b5c1f8e-6a1d-4a55-9b1c-7e0c2f3d4a5b';

const header = (description: string, schema: JsonSchema = { type: 'string' }): Part => ({
  description,
  schema,
});

const RATE_HEADERS: Part = {
  'RateLimit-Policy': header('What you may spend: `"points";q=300000;w=60` is 300,000 points a minute.'),
  RateLimit: header(
    'What is left of it, and in how many seconds all of it is there: `"points";r=299950;t=42`.',
  ),
};

const EVERY_HEADER: Part = { ...RATE_HEADERS, 'X-Request-Id': header('Names this request in our logs.') };

const INCOMPLETE = header(
  'Fields that are null because they could not be read, with the code of the error: ' +
    '`"nodes.3.author";code=UNAVAILABLE`. Not there when nothing is missing.',
);

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly description: string;
  readonly members?: Part;
  readonly headers?: Part;
}

const RETRY_AFTER = { 'Retry-After': header('Seconds to wait.', { type: 'integer' }) };

const REFUSALS: readonly Refusal[] = [
  {
    status: 400,
    code: 'INVALID',
    title: 'Bad Request',
    detail: 'first is required',
    description: 'A parameter is unknown, missing, or no value of its type; `field` says which.',
    members: { field: 'first' },
  },
  {
    status: 401,
    code: 'UNAUTHENTICATED',
    title: 'Unauthorized',
    detail: 'Sign in first',
    description: 'There is no token, or it is over.',
    headers: { 'WWW-Authenticate': header('`Bearer`') },
  },
  {
    status: 403,
    code: 'FORBIDDEN',
    title: 'Forbidden',
    detail: 'Only moderators may do this',
    description: 'You see the thing, but may not do this with it.',
  },
  {
    status: 404,
    code: 'NOT_FOUND',
    title: 'Not Found',
    detail: 'Channel not found',
    description: 'It is not there, or hidden from you: the answer is the same.',
  },
  {
    status: 409,
    code: 'CONFLICT',
    title: 'Conflict',
    detail: 'Somebody else changed it',
    description: 'Somebody changed it meanwhile, or the key was used for something else.',
  },
  {
    status: 422,
    code: 'INVALID',
    title: 'Unprocessable Entity',
    detail: 'Write something first',
    description: 'A value is understood and cannot be accepted; `field` says which.',
    members: { field: 'text' },
  },
  {
    status: 429,
    code: 'RATE_LIMITED',
    title: 'Too Many Requests',
    detail: 'Too many requests; try again in 12 seconds',
    description: 'You spent what you may spend for now.',
    members: { retryAfterSeconds: 12 },
    headers: RETRY_AFTER,
  },
  {
    status: 503,
    code: 'UNAVAILABLE',
    title: 'Service Unavailable',
    detail: 'chat does not answer right now',
    description: 'A part of the product does not answer right now; ask again.',
    headers: RETRY_AFTER,
  },
];

const NAMES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  422: 'NotAcceptable',
  429: 'RateLimited',
  503: 'Unavailable',
};

/** What every operation may answer instead. */
export const RESPONSES: Part = Object.fromEntries(
  REFUSALS.map(({ status, code, title, detail, description, members, headers }): [string, Part] => [
    NAMES[status] ?? code,
    {
      description,
      headers: { ...EVERY_HEADER, ...headers },
      content: {
        [PROBLEM_TYPE]: {
          schema: { $ref: '#/components/schemas/Problem' },
          example: { title, status, detail, code, ...members, requestId: REQUEST_ID },
        },
      },
    },
  ]),
);

/** The responses of an operation. @param success the content of the answer it is asked for */
export function responsesOf({ isMutation, variables, answer }: RestOperation, success: Part): Part {
  const takes = variables.length > 0;
  const mayBeAbsent = isMutation || variables.some(({ isRequired }) => isRequired);
  const statuses = [
    ...(takes ? [400] : []),
    401,
    ...(isMutation ? [403] : []),
    ...(mayBeAbsent ? [404] : []),
    ...(isMutation ? [409] : []),
    ...(takes ? [422] : []),
    429,
    503,
  ];
  return {
    200: {
      description: 'What was asked for.',
      headers: {
        ...EVERY_HEADER,
        Incomplete: INCOMPLETE,
        ...(isMutation
          ? { 'Idempotency-Key': header('The key of this change.', { type: 'string', format: 'uuid' }) }
          : { ETag: header('Names this answer, for `If-None-Match`.') }),
        ...(answer.isPage && { Link: header('Where the next page is, and the previous one: RFC 8288.') }),
      },
      content: { 'application/json': success },
    },
    ...(!isMutation && { 304: { description: 'The answer you have is still the same.' } }),
    ...Object.fromEntries(
      statuses.map((status): [number, Part] => [
        status,
        { $ref: `#/components/responses/${NAMES[status] ?? ''}` },
      ]),
    ),
  };
}

/** What is the same for all operations: a refusal. */
export function sharedSchemas(schema: GraphQLSchema): Part {
  const codes = schema.getType('ErrorCode');
  return {
    Problem: {
      type: 'object',
      description: 'Why there is no answer: problem details, RFC 9457.',
      properties: {
        title: { type: 'string', description: 'What the status is called.' },
        status: { type: 'integer', description: 'The HTTP status.' },
        detail: { type: 'string', description: 'What went wrong, in a sentence for people.' },
        code: {
          type: 'string',
          enum: isEnumType(codes) ? codes.getValues().map(({ name }) => name) : [],
          description: 'What went wrong, for programs: the code that the graph has.',
        },
        field: { type: 'string', description: 'The parameter that is wrong.' },
        retryAfterSeconds: { type: 'integer', description: 'When to try again.' },
        limit: { type: 'string', description: 'The limit that was passed.' },
        allowed: { type: 'number', description: 'What it allows.' },
        asked: { description: 'What was asked.' },
        requestId: { type: 'string', format: 'uuid', description: 'Names this request in our logs.' },
      },
      required: ['title', 'status', 'detail', 'code', 'requestId'],
    },
  };
}
