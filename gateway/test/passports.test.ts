import { aViewer } from '@parley/kit/testing';
import { beforeEach, expect, test } from 'vitest';
import { PassportDesk } from '../src/passports.js';
import type { SubgraphLink } from '../src/subgraph-link/link.js';
import { Graph } from './graph.js';

let graph: Graph;
let desk: PassportDesk;

beforeEach(() => {
  graph = new Graph();
  desk = new PassportDesk(identityOf(graph));
});

function identityOf({ links }: Graph): SubgraphLink {
  const [identity] = links;
  if (!identity) throw new TypeError('The graph has no identity');
  return identity;
}

/** How many credentials each request so far was for. */
const sizes = (): number[] =>
  graph.calls.map(({ variables }) => (variables as { credentials: readonly string[] }).credentials.length);

const credentials = (count: number, word = 'token'): string[] =>
  Array.from({ length: count }, (_, n) => `${word} ${String(n)}`);

test('what is asked for in one turn goes in requests of a hundred', async () => {
  const issued = await Promise.all(credentials(250).map((each) => desk.ask(each)));
  expect(sizes()).toEqual([100, 100, 50]);
  expect(issued.every(({ passport }) => passport === null)).toBe(true);
});

test('what is asked for while requests are under way goes with the next', async () => {
  const { asked, resume } = graph.holdPassports();
  const first = desk.ask('first');
  await asked;
  const second = desk.ask('second');
  await expect.poll(sizes).toEqual([1, 1]);
  const rest = credentials(60).map((each) => desk.ask(each));
  await new Promise(setImmediate);
  expect(sizes()).toEqual([1, 1]);
  resume();
  await Promise.all([first, second, ...rest]);
  expect(sizes()).toEqual([1, 1, 60]);
});

test('each is answered what its own credential stands for, and the same one is asked for once', async () => {
  const ann = aViewer({ id: 'user_ann', permissions: ['READ'] });
  graph.accounts.set('token of Ann', { ...ann, expiresAt: '2099-01-01T00:00:00.000Z', changesAt: null });
  const [nobody, one, other] = await Promise.all(
    ['nonsense', 'token of Ann', 'token of Ann'].map((each) => desk.ask(each)),
  );
  expect(sizes()).toEqual([2]);
  expect(nobody?.passport).toBeNull();
  expect(one?.passport).toEqual({
    viewer: ann,
    expiresAt: Date.parse('2099-01-01T00:00:00.000Z'),
    changesAt: Infinity,
    askedAt: one?.askedAt,
  });
  expect(other).toBe(one);
});

test('people with equal rights share one copy of them', async () => {
  for (const id of ['ann', 'ben']) {
    const viewer = aViewer({ id, permissions: ['MANAGE_PEOPLE', 'INVITE_GUESTS'], roles: ['DEAN'] });
    graph.accounts.set(id, { ...viewer, expiresAt: null, changesAt: null });
  }
  const [ann, ben] = await Promise.all([desk.ask('ann'), desk.ask('ben')]);
  expect(ann.passport?.viewer.permissions).toEqual(['MANAGE_PEOPLE', 'INVITE_GUESTS']);
  expect(ann.passport?.viewer.permissions).toBe(ben.passport?.viewer.permissions);
  expect(ann.passport?.viewer.roles).toBe(ben.passport?.viewer.roles);
});

test('when identity is away, each is told so, and the next is asked anew', async () => {
  graph.down.add('identity');
  const refused = await Promise.allSettled(credentials(3).map((each) => desk.ask(each)));
  expect(refused.map((each) => each.status === 'rejected' && each.reason.extensions.code)).toEqual([
    'UNAVAILABLE',
    'UNAVAILABLE',
    'UNAVAILABLE',
  ]);
  graph.down.delete('identity');
  expect((await desk.ask('token 0')).passport).toBeNull();
});
