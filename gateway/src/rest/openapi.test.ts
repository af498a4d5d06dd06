import { Validator } from '@seriousme/openapi-schema-validator';
import { loadApi } from '@parley/schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { buildSchema, getNamedType, isInputObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { openApiOf } from './openapi.js';
import { restOperations, type RestOperation } from './operations.js';

const schema = buildSchema(loadApi());
const { offered, faults } = restOperations(schema);
const operations: readonly RestOperation[] = [...offered.values()];
const document = openApiOf(schema, operations);

/** A part of the document. */
interface Described {
  readonly parameters?: readonly { name: string; in: string; example?: unknown; schema: object }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object; readonly example: unknown }>>;
}

const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Described>>>>;
const { schemas, responses } = document['components'] as Readonly<
  Record<string, Readonly<Record<string, Content>>>
>;

/** Whether a value is what a schema of the document says; the reason why not, else null. */
function faultOf(schemaOf: object, value: unknown): string | null {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const check = ajv.compile({ ...schemaOf, components: { schemas } });
  return check(value) ? null : ajv.errorsText(check.errors);
}

test('the document is OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect([valid, errors ?? []]).toEqual([true, []]);
});

test('every operation that was reviewed is one of the schema', () => {
  expect([...faults]).toEqual([]);
  expect(Object.keys(paths).toSorted()).toEqual(operations.map(({ name }) => `/rest/${name}`).toSorted());
});

test.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s says what it is for, what it takes, and shows an answer that is one',
  (name, { summary, variables, isMutation, hasKey }) => {
    expect(summary).toMatch(/^[A-Z].*[.:]$/);
    for (const { description } of variables) expect(description).not.toBe('');
    expect(hasKey).toBe(isMutation);
    const described = paths[`/rest/${name}`]?.[isMutation ? 'post' : 'get'];
    const success = described?.responses['200']?.content?.['application/json'];
    expect(success && faultOf(success.schema, success.example)).toBeNull();
    const body = described?.requestBody?.content?.['application/json'];
    if (body) expect(faultOf(body.schema, body.example)).toBeNull();
    for (const parameter of described?.parameters ?? []) {
      if ('example' in parameter) expect(faultOf(parameter.schema, parameter.example)).toBeNull();
    }
  },
);

test('what is asked in an address has no objects in it', () => {
  const objects = operations.flatMap(({ name, isMutation, variables }) =>
    variables.filter(({ type }) => !isMutation && isInputObjectType(getNamedType(type))).map(() => name),
  );
  expect(objects).toEqual([]);
});

test('refusals are shown as they are', () => {
  for (const [name, { content }] of Object.entries(responses ?? {})) {
    const problem = content?.['application/problem+json'];
    expect([name, problem && faultOf(problem.schema, problem.example)]).toEqual([name, null]);
  }
});

test('a part that several operations answer with is the same in all of them', () => {
  const texts = new Map<string, Set<string>>();
  for (const { fragments } of operations) {
    for (const [name, fragment] of fragments) {
      texts.set(name, (texts.get(name) ?? new Set()).add(JSON.stringify(fragment)));
    }
  }
  expect([...texts].filter(([, { size }]) => size > 1).map(([name]) => name)).toEqual([]);
});
