import { systemCaller } from '@parley/kit';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { Graph } from '../../test/graph.js';
import { federationOf } from './planned.js';
import type { AskSubgraph, Outcome, Plan } from './federation.js';

// The contract that a newer version of the planner, whose plans are undocumented, must meet.

const graph = new Graph();
const federation = federationOf(graph.supergraphSdl);

const plan = (query: string): Plan => federation.plan(parse(query), undefined);

const read = ({ data }: Outcome): Record<string, unknown> =>
  JSON.parse(data ?? 'null') as Record<string, unknown>;

const asking =
  (asked: string[] = []): AskSubgraph =>
  async (subgraph, request) => {
    asked.push(subgraph);
    const link = graph.links.find(({ name }) => name === subgraph);
    if (!link) throw new Error(subgraph);
    return link.execute(request, systemCaller('test'), new AbortController().signal);
  };

test('a query is planned over both subgraphs and executed', async () => {
  const asked: string[] = [];
  const query = plan(
    'query ($first: Int) { people(first: $first) { nodes { id } } posts { id writer: author { name } } }',
  );
  expect(query.source).toBeNull();
  const outcome = await query.execute({ first: 1 }, asking(asked));
  expect(outcome.errors).toEqual([]);
  const data = read(outcome);
  expect(data).toMatchObject({ people: { nodes: [{ id: 'p0' }] } });
  expect(data['posts']).toHaveLength(250);
  expect((data['posts'] as unknown[])[1]).toEqual({ id: '1', writer: { name: 'Person p1' } });
  // 150 people write, and a subgraph is asked for a hundred at once.
  expect(asked.toSorted()).toEqual(['chat', 'identity', 'identity', 'identity']);
});

test('a subscription names its owner, and is asked there for what the owner has', () => {
  const { source } = plan(
    'subscription ($room: ID!, $unused: Int) { postAdded(room: $room) { id author { name } } }',
  );
  expect(source?.subgraph).toBe('chat');
  const request = source?.request({ room: 'r', unused: 1 });
  expect(request?.variables).toEqual({ room: 'r' });
  expect(request?.query).toContain('postAdded(room:$room)');
  expect(request?.query).not.toContain('name}');
});

test('an event answers the first fetch, and the other subgraph completes it', async () => {
  const asked: string[] = [];
  const subscription = plan(
    'subscription { mine: postAdded(room: "r") { number: id author { name boss { name } } } }',
  );
  const event = { data: { mine: { number: '7', author: { __typename: 'Person', id: 'p2' } } } };
  const outcome = await subscription.complete(event, {}, asking(asked));
  expect(outcome.errors).toEqual([]);
  expect(asked).toEqual(['identity']);
  expect(read(outcome)).toEqual({
    mine: { number: '7', author: { name: 'Person p2', boss: { name: 'Person p1' } } },
  });
});

test('an event that needs nobody else is shaped without asking', async () => {
  const asked: string[] = [];
  const subscription = plan('subscription { postAdded(room: "r") { __typename id } }');
  const outcome = await subscription.complete(
    { data: { postAdded: { __typename: 'Post', id: '7' } } },
    {},
    asking(asked),
  );
  expect(read(outcome)).toEqual({ postAdded: { __typename: 'Post', id: '7' } });
  expect(asked).toEqual([]);
});

test('an error of one entity is told wherever that entity stands', async () => {
  const failing: AskSubgraph = (subgraph, request) =>
    subgraph === 'chat' || !request.keys?.some((key) => key.includes('"p3"'))
      ? asking()(subgraph, request)
      : Promise.resolve({
          data: null,
          errors: [{ message: 'gone', path: ['_entities', 3, 'name'] } as never],
        });
  const outcome = await plan('{ posts { id author { name } } }').execute({}, failing);
  expect((read(outcome)['posts'] as unknown[])[3]).toEqual({ id: '3', author: { name: null } });
  expect(outcome.errors.map(({ path }) => path)).toEqual([
    ['posts', 3, 'author', 'name'],
    ['posts', 153, 'author', 'name'],
  ]);
});

test('what is inaccessible is not part of the API', () => {
  expect(federation.apiSchema.getQueryType()?.getFields()['passport']).toBeUndefined();
});
