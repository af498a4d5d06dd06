import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newId } from '../src/index.js';
import { aViewer, asViewer } from '../src/testing/index.js';
import { ORGANIZATION, reading, type Reading } from './reader.js';

/** Words that cannot be taken in as long as they are in here. */
const poison = new Set<string>();
let here: Reading;

beforeAll(async () => {
  here = await reading((word) => {
    if (poison.has(word)) throw new TypeError(`cannot stand ${word}`);
  });
});
afterAll(() => here.stop());
afterEach(async () => {
  poison.clear();
  await here.reader.runtime.database.query(
    `truncate taken, dead_letter; update consumer_position set failures = 0, singles = 0`,
  );
});

const letters = (): Promise<{ id: string; word: string }[]> =>
  here.reader.runtime.database.query(`select id, data->>'word' as word from dead_letter order by place`);
const words = async () => (await letters()).map(({ word }) => word);
const idOf = async (word: string) => (await letters()).find((letter) => letter.word === word)?.id ?? '';

const admin = aViewer({ permissions: ['MANAGE_ORGANIZATION'] });
const elsewhere = aViewer({
  id: newId('user'),
  organizationId: newId('organization'),
  permissions: ['MANAGE_ORGANIZATION'],
});
const LIST = `query ($first: Int, $after: Cursor) { readerDeadLetters(first: $first, after: $after) {
  nodes { id source stream kind data error attempts } pageInfo { hasNextPage endCursor } } }`;
const REPLAY = `mutation ($input: ReplayReaderDeadLetterInput!) { replayReaderDeadLetter(input: $input) { id } }`;
const DISCARD = `mutation ($input: DiscardReaderDeadLetterInput!) { discardReaderDeadLetter(input: $input) { id } }`;

const run = (viewer: typeof admin | null, document: string, variables: Record<string, unknown> = {}) =>
  asViewer(here.reader, viewer).run(document, variables);
const codes = async (viewer: typeof admin | null, document: string, variables = {}) =>
  (await run(viewer, document, variables)).errors?.map(({ extensions }) => extensions['code']);
const audited = (id: string) =>
  here.reader.runtime.database.query(
    `select organization_id, action, target_id, refused, actor_id from audit_entry
     where target_id = $1 order by organization_id, seq`,
    [id],
  );

/** Two of the one organisation, one of the other. */
async function threeLetters(): Promise<void> {
  for (const word of ['bad', 'worse', 'worst']) poison.add(word);
  await here.say('bad', 'a');
  await here.say('worse', 'b');
  await here.say('worst', 'c', elsewhere.organizationId);
  // Five times as a whole, then event by event.
  await here.look(6);
  expect(await words()).toEqual(['bad', 'worse', 'worst']);
}

test('administrators see the dead letters of their organisation, page by page', async () => {
  await threeLetters();
  const { data } = await run(admin, LIST, { first: 1 });
  const { nodes, pageInfo } = data.readerDeadLetters;
  expect(nodes).toEqual([
    {
      id: await idOf('bad'),
      source: 'notes',
      stream: 'words',
      kind: 'said',
      data: JSON.stringify({ word: 'bad', about: 'a', organizationId: ORGANIZATION }),
      error: 'TypeError: cannot stand bad',
      attempts: 6,
    },
  ]);
  expect(pageInfo.hasNextPage).toBe(true);
  const next = await run(admin, LIST, { first: 5, after: pageInfo.endCursor });
  expect(next.data.readerDeadLetters.nodes.map(({ id }: { id: string }) => id)).toEqual([
    await idOf('worse'),
  ]);
  expect(next.data.readerDeadLetters.pageInfo.hasNextPage).toBe(false);
  const other = await run(elsewhere, LIST);
  expect(other.data.readerDeadLetters.nodes.map(({ id }: { id: string }) => id)).toEqual([
    await idOf('worst'),
  ]);
});

test('administrators replay one, once for a client key, and it stands in the audit trail', async () => {
  await threeLetters();
  poison.clear();
  const input = { id: await idOf('bad'), key: randomUUID() };
  for (let n = 0; n < 2; n += 1) {
    expect((await run(admin, REPLAY, { input })).data).toEqual({
      replayReaderDeadLetter: { id: input.id },
    });
  }
  expect(await here.taken()).toEqual(['bad']);
  const again = { id: input.id, key: randomUUID() };
  expect(await codes(admin, REPLAY, { input: again })).toEqual(['NOT_FOUND']);
  expect(await audited(input.id)).toEqual([
    {
      organization_id: ORGANIZATION,
      action: 'replayReaderDeadLetter',
      target_id: input.id,
      refused: false,
      actor_id: admin.id,
    },
  ]);
});

test('administrators discard one', async () => {
  await threeLetters();
  const input = { id: await idOf('bad'), key: randomUUID() };
  expect((await run(admin, DISCARD, { input })).data).toEqual({
    discardReaderDeadLetter: { id: input.id },
  });
  expect(await words()).toEqual(['worse', 'worst']);
  expect(await here.taken()).toEqual([]);
});

test('administrators touch nothing of another organisation', async () => {
  await threeLetters();
  poison.clear();
  for (const document of [REPLAY, DISCARD]) {
    const input = { id: await idOf('worst'), key: randomUUID() };
    expect(await codes(admin, document, { input })).toEqual(['NOT_FOUND']);
  }
  expect(await words()).toEqual(['bad', 'worse', 'worst']);
  expect(await here.taken()).toEqual([]);
});

test('administrators are who may; anybody else is refused, and that is audited', async () => {
  await threeLetters();
  poison.clear();
  const somebody = aViewer({ id: newId('user') });
  const input = { id: await idOf('bad'), key: randomUUID() };
  expect(await codes(somebody, LIST)).toEqual(['FORBIDDEN']);
  expect(await codes(null, LIST)).toEqual(['UNAUTHENTICATED']);
  for (const document of [REPLAY, DISCARD]) {
    expect(await codes(somebody, document, { input })).toEqual(['FORBIDDEN']);
    expect(await codes(null, document, { input })).toEqual(['UNAUTHENTICATED']);
  }
  expect(await words()).toEqual(['bad', 'worse', 'worst']);
  expect(await here.taken()).toEqual([]);
  expect(await audited(input.id)).toEqual(
    ['replayReaderDeadLetter', 'discardReaderDeadLetter'].map((action) => ({
      organization_id: ORGANIZATION,
      action,
      target_id: input.id,
      refused: true,
      actor_id: somebody.id,
    })),
  );
});
