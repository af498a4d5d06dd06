import { type GraphQLResolveInfo, buildSchema, graphql } from 'graphql';
import { expect, test } from 'vitest';
import { asksOnly } from './selection.js';

const schema = buildSchema(`
  type Query { thing: Thing }
  type Thing { id: ID, name: String, other: Thing }
`);

async function asked(source: string): Promise<boolean | undefined> {
  const said: boolean[] = [];
  const rootValue = {
    thing: (_args: unknown, _ctx: unknown, info: GraphQLResolveInfo) => {
      said.push(asksOnly(info, ['id', 'name']));
      return null;
    },
  };
  const { errors } = await graphql({ schema, source, rootValue });
  expect(errors).toBeUndefined();
  return said[0];
}

test.each([
  ['{ thing { id } }', true],
  ['{ thing { id __typename name } }', true],
  ['{ thing { called: name } }', true],
  ['{ thing { id other { id } } }', false],
  ['{ thing { id: other { id } } }', false],
  ['{ thing { id } thing { other { id } } }', false],
  ['{ thing { ... on Thing { id } } }', true],
  ['{ thing { ... { id other { id } } } }', false],
  ['{ thing { ...Whole } } fragment Whole on Thing { ...Part name } fragment Part on Thing { id }', true],
  [
    '{ thing { ...Whole } } fragment Whole on Thing { ...Part name } fragment Part on Thing { other { id } }',
    false,
  ],
  ['{ thing { id other @skip(if: true) { id } } }', false],
])('%s asks for no more: %s', async (source, only) => {
  expect(await asked(source)).toBe(only);
});
