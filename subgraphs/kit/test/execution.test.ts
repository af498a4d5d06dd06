import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, verifyAudit } from '../src/index.js';
import {
  aViewer,
  asViewer,
  callerOf,
  expectQueries,
  testSubgraph,
  type TestSubgraph,
} from '../src/testing/index.js';
import { WRITE, aNote, notes } from './notes.js';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(await notes());
});
afterAll(() => subgraph.stop());

const me = aViewer();
const codes = (errors: readonly { extensions?: object }[] | undefined) =>
  errors?.map(({ extensions }) => (extensions as { code?: string } | undefined)?.code) ?? [];

test('nobody is told to sign in', async () => {
  const { errors } = await asViewer(subgraph, null).run('{ me }');
  expect(codes(errors)).toEqual(['UNAUTHENTICATED']);
});

test('a shared execution that asks for a viewer says so', async () => {
  const { errors } = await asViewer(subgraph, me, { shared: true }).run('{ me }');
  expect(codes(errors)).toEqual(['NEEDS_VIEWER']);
});

test('a token that may only read changes nothing', async () => {
  const reader = aViewer({ scopes: ['READ'] });
  const { errors } = await asViewer(subgraph, reader).run(WRITE, aNote('not mine to write'));
  expect(codes(errors)).toEqual(['FORBIDDEN']);
  const rows: unknown[] = await subgraph.runtime.database.query(
    `select 1 from note where text = 'not mine to write'`,
  );
  expect(rows).toHaveLength(0);
});

test('an unforeseen error is masked', async () => {
  const { errors } = await asViewer(subgraph, me).run('{ broken }');
  expect(codes(errors)).toEqual(['INTERNAL']);
  expect(JSON.stringify(errors)).not.toContain('hunter2');
});

test.each(['{ nothing }', '{ note(id: }', 'query A { me } query B { me }'])(
  '%s is INVALID',
  async (document) => {
    const { errors } = await asViewer(subgraph, me).run(document);
    expect(codes(errors)).toEqual(['INVALID']);
  },
);

test('a retry answers with what was made the first time, even twenty at once', async () => {
  const input = aNote('once');
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => asViewer(subgraph, me).run(WRITE, input)),
  );
  const ids = answers.map(({ data }) => (data as { writeNote: { id: string } }).writeNote.id);
  expect(new Set(ids).size).toBe(1);
  const rows: unknown[] = await subgraph.runtime.database.query(`select 1 from note where text = 'once'`);
  expect(rows).toHaveLength(1);
});

test('the same key for something else is a conflict', async () => {
  const key = randomUUID();
  await asViewer(subgraph, me).run(WRITE, { text: 'first', key });
  const { errors } = await asViewer(subgraph, me).run(WRITE, { text: 'second', key });
  expect(codes(errors)).toEqual(['CONFLICT']);
  const other = await asViewer(subgraph, aViewer({ id: 'user_other' })).run(WRITE, { text: 'second', key });
  expect(other.errors).toBeUndefined();
});

test('a key that is no UUID names its field', async () => {
  const { errors } = await asViewer(subgraph, me).run(WRITE, { text: 'x', key: 'x' });
  expect(codes(errors)).toEqual(['INVALID']);
});

test('loaders read many in one statement', async () => {
  const ids: string[] = [];
  for (const text of ['a', 'b', 'c']) {
    const { data } = await asViewer(subgraph, me).run(WRITE, aNote(text));
    ids.push((data as { writeNote: { id: string } }).writeNote.id);
  }
  const query = 'query ($ids: [ID!]!) { notes(ids: $ids) { text } }';
  const { data } = await expectQueries(subgraph, 1, () => asViewer(subgraph, me).run(query, { ids }));
  expect(data).toEqual({ notes: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] });
});

test('entities are read by reference', async () => {
  const { data } = await asViewer(subgraph, me).run(WRITE, aNote('by reference'));
  const { id } = (data as { writeNote: { id: string } }).writeNote;
  const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Note { text } } }';
  const answer = await asViewer(subgraph, me).run(entities, { r: [{ __typename: 'Note', id }] });
  expect(answer.data).toEqual({ _entities: [{ text: 'by reference' }] });
});

test('the audit chain names a tampered row', async () => {
  const ctx = subgraph.runtime.context(callerOf(me));
  for (const action of ['first', 'second', 'third']) {
    await audit(ctx, { action, targetId: null, details: { b: 1, a: 'é' } });
  }
  await audit(ctx, { action: 'fourth', targetId: 'x', refused: true });
  const { database } = subgraph.runtime;
  expect(await verifyAudit(database.manager, me.organizationId)).toBeNull();
  await expect(database.query(`update audit_entry set action = 'other' where seq = 2`)).rejects.toThrow(
    'never changed',
  );
  await database.query('alter table audit_entry disable trigger all');
  await database.query(`update audit_entry set action = 'other' where seq = 2`);
  expect(await verifyAudit(database.manager, me.organizationId)).toBe(2);
});
