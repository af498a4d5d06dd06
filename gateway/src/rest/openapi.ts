import type { GraphQLSchema } from 'graphql';
import { limits } from '../limits/structure.js';
import { Examples } from './examples.js';
import { JsonSchemas, type JsonSchema } from './json-schema.js';
import { RESPONSES, responsesOf, sharedSchemas } from './openapi-responses.js';
import type { RestOperation, RestVariable } from './operations.js';

/** A part of an OpenAPI document. */
type Part = Readonly<Record<string, unknown>>;

const TOPICS: Readonly<Record<string, { readonly name: string; readonly description: string }>> = {
  session: { name: 'Session', description: 'Signing in, sessions and API tokens.' },
  people: { name: 'People', description: 'The directory, profiles, departments, teams and accounts.' },
  channels: { name: 'Channels', description: 'Where people talk, and who belongs there.' },
  messages: { name: 'Messages', description: 'What is said, and reactions to it.' },
  guests: { name: 'Guests', description: 'Invitations to named things for a time.' },
};

/** What nobody has to be signed in for: how one gets to be. */
const OPEN = new Set(['signInOptions', 'signIn', 'redeemGuestLink', 'renewSession', 'signOut']);

const INTRODUCTION = `Every operation of this list is an operation of the graph at \`/graphql\`, under the same rules: the same sessions and tokens, the same rights, the same limits, the same audit. What is not offered here is offered there.

**Signing in.** Send an API token (Settings → API tokens) or the access token of a session as \`Authorization: Bearer …\`. A token with the scope \`READ\` is good for every GET, one with \`WRITE\` for every POST.

**Asking.** Queries are GET with their parameters in the address; a list repeats its name (\`kinds=PUBLIC&kinds=GROUP\`). Changes are POST with a JSON object. A parameter that an operation does not know is refused, never ignored.

**Answers** are JSON: the thing that was asked for, without a wrapping. A field that could not be read while the rest could is null, and the header \`Incomplete\` names it with the code of its error.

**Repeating.** A change that is sent again with its \`Idempotency-Key\` (a UUID of yours) is made once and answered the same. Without one we make a key and return it with the answer.

**Pages.** Lists answer \`nodes\` and \`pageInfo\`; the header \`Link\` has the addresses of the next and the previous page. Ask for \`first\` or \`last\` 1 to ${String(limits.pageSize)}.

**Errors** are problem details (RFC 9457) with the \`code\` that the graph has, the parameter concerned in \`field\`, and the \`requestId\` to tell us when you ask for help.

**Limits.** What an operation costs in points is taken from what you may spend in a minute; \`RateLimit-Policy\` and \`RateLimit\` say what that is and what is left. Beyond it the answer is 429 with \`Retry-After\`.

**Following what happens** is not REST: subscribe at \`/graphql\`, over a WebSocket or server-sent events.`;

/** The OpenAPI 3.1 document of these operations: everything in it is made of the schema and of what they say. */
export function openApiOf(schema: GraphQLSchema, operations: Iterable<RestOperation>): Part {
  const schemas = new JsonSchemas(schema);
  const listed = [...operations];
  const paths = Object.fromEntries(
    listed.map((operation) => [
      `/rest/${operation.name}`,
      { [operation.isMutation ? 'post' : 'get']: pathItem(schema, schemas, operation) },
    ]),
  );
  const topics = new Set(listed.map(({ topic }) => topic));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Parley REST API',
      version: '1',
      summary: 'The everyday part of the graph, for programs that would rather not speak GraphQL.',
      description: INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    tags: Object.entries(TOPICS).flatMap(([topic, tag]) => (topics.has(topic) ? [tag] : [])),
    paths,
    components: {
      schemas: { ...sharedSchemas(schema), ...sorted(schemas.components) },
      responses: RESPONSES,
      securitySchemes: SECURITY,
    },
    security: [{ bearer: [] }],
  };
}

const SECURITY: Part = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token (`parley_pat_…`), or the access token of a session.',
  },
  refreshCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'parley_refresh',
    description: 'What `signIn` set; it is for `renewSession` alone.',
  },
};

function pathItem(schema: GraphQLSchema, schemas: JsonSchemas, operation: RestOperation): Part {
  const { name, topic, isMutation, summary, description, answer } = operation;
  const examples = new Examples(schema, operation);
  const output = schemas.output(answer.type, answer.selections, operation.fragments);
  const success = { schema: presentOf(output), example: examples.answer() };
  return {
    operationId: name,
    tags: [TOPICS[topic]?.name ?? topic],
    summary,
    ...(description && { description }),
    security: securityOf(name, isMutation),
    ...(isMutation
      ? {
          parameters: operation.hasKey ? [KEY_HEADER] : [],
          requestBody: bodyOf(schemas, operation, examples.parameters()),
        }
      : {
          parameters: [
            ...operation.variables.map((variable) => parameterOf(schemas, variable, examples.parameters())),
            KNOWN_HEADER,
          ],
        }),
    responses: responsesOf(operation, success),
  };
}

/** Nothing is 404 here, so what is answered is there. */
function presentOf(schema: JsonSchema): JsonSchema {
  const [present] = (schema['anyOf'] as readonly JsonSchema[] | undefined) ?? [schema];
  if (!present || !Array.isArray(present['type'])) return present ?? schema;
  return { ...present, type: (present['type'] as readonly string[])[0] };
}

function securityOf(name: string, isMutation: boolean): readonly Part[] {
  if (name === 'renewSession') return [{ refreshCookie: [] }];
  return OPEN.has(name) ? [{}] : [{ bearer: [isMutation ? 'WRITE' : 'READ'] }];
}

const KEY_HEADER: Part = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'A UUID of yours: the same key gives the same answer, however often it is sent.',
  schema: { type: 'string', format: 'uuid' },
};

const KNOWN_HEADER: Part = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The `ETag` of the answer you have: 304 when it is still the same.',
  schema: { type: 'string' },
};

const isSize = (name: string): boolean => name === 'first' || name === 'last';

/** A value of an address is there or is not: it is never null. */
function parameterOf(schemas: JsonSchemas, variable: RestVariable, examples: Part): Part {
  const { name, type, description, isRequired } = variable;
  const schema = presentOf(schemas.input(type));
  return {
    name,
    in: 'query',
    description,
    required: isRequired,
    ...(schema['type'] === 'array' && { style: 'form', explode: true }),
    schema: isSize(name) ? { ...schema, minimum: 1, maximum: limits.pageSize } : schema,
    ...(name in examples && { example: examples[name] }),
  };
}

function bodyOf(schemas: JsonSchemas, { variables }: RestOperation, example: Part): Part {
  const required = variables.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const properties = variables.map(
    ({ name, type, description }) => [name, { ...schemas.input(type), description }] as const,
  );
  const schema = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return { required: required.length > 0, content: { 'application/json': { schema, example } } };
}

const sorted = (components: Readonly<Record<string, JsonSchema>>): Part =>
  Object.fromEntries(Object.entries(components).toSorted(([one], [other]) => (one < other ? -1 : 1)));
