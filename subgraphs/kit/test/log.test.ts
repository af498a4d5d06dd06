import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryBus, streamCursor, transaction, type Bus } from '../src/index.js';
import { aViewer, asViewer, callerOf, testSubgraph, type TestSubgraph } from '../src/testing/index.js';
import { FOLLOW, WRITE, aNote, notes } from './notes.js';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(await notes());
});
afterAll(() => subgraph.stop());

const me = aViewer();
const write = (text: string, on = subgraph) => asViewer(on, me).run(WRITE, aNote(text));

interface Seen {
  readonly kind: string;
  readonly cursor: string;
  readonly noteId: string | null;
}

/** Reads a live stream until `enough`. */
async function read(after: string | null, enough: (seen: Seen[]) => boolean, on = subgraph): Promise<Seen[]> {
  const seen: Seen[] = [];
  for await (const { data } of asViewer(on, me).follow(FOLLOW, { after })) {
    seen.push((data as { noteEvents: Seen }).noteEvents);
    if (enough(seen)) break;
  }
  return seen;
}

const notesOf = (seen: Seen[]) => seen.flatMap(({ noteId }) => noteId ?? []);

test('a follower sees what was written, in order, once, across a resume', async () => {
  const start = await subgraph.runtime.context(callerOf(me)).events.head('notes');
  const written: string[] = [];
  const following = read(start, (seen) => notesOf(seen).length === 20);
  for (let n = 0; n < 20; n += 1) {
    written.push((await write(`note ${String(n)}`)).data.writeNote.id as string);
  }
  const seen = await following;
  expect(notesOf(seen)).toEqual(written);

  const middle = seen.find(({ noteId }) => noteId === written[9]);
  const resumed = await read(middle?.cursor ?? '', (rest) => rest.at(-1)?.kind === 'caughtUp');
  expect(notesOf(resumed)).toEqual(written.slice(10));
});

test('positions are gapless under concurrent writers', async () => {
  const before = await subgraph.runtime.context(callerOf(me)).events.head('notes');
  await Promise.all(Array.from({ length: 40 }, (_, n) => write(`at once ${String(n)}`)));
  const seen = await read(before, (events) => events.at(-1)?.kind === 'caughtUp');
  const rows: { seq: string }[] = await subgraph.runtime.database.query(
    `select seq from log where stream = 'notes' order by seq`,
  );
  expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, index) => index + 1));
  expect(new Set(notesOf(seen)).size).toBe(40);
});

test('what is rolled back is neither logged nor announced', async () => {
  const before = await subgraph.runtime.context(callerOf(me)).events.head('notes');
  const { errors } = await write('refused after all');
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  const { data } = await write('kept');
  const seen = await read(before, (events) => events.at(-1)?.kind === 'caughtUp');
  expect(notesOf(seen)).toEqual([data.writeNote.id]);
});

test('publishing outside a transaction is refused', async () => {
  await expect(
    subgraph.runtime.context(callerOf(me)).events.publish('notes', 'noteAdded', {}),
  ).rejects.toThrow('transaction()');
});

test.each([
  ['foreign', streamCursor('other', 1)],
  ['of the future', streamCursor('notes', 1_000_000)],
  ['not a cursor', 'hello'],
])('a cursor that is %s is answered with cursorExpired', async (_what, after) => {
  const seen = await read(after, () => false);
  expect(seen.map(({ kind }) => kind)).toEqual(['cursorExpired']);
});

test('a cursor older than the log reaches is answered with cursorExpired', async () => {
  const fresh = await testSubgraph(await notes());
  await write('pruned', fresh);
  await write('kept', fresh);
  await fresh.runtime.database.query(`delete from log where seq = 1`);
  const seen = await read(streamCursor('notes', 0), () => false, fresh);
  expect(seen.map(({ kind }) => kind)).toEqual(['cursorExpired']);
  await fresh.stop();
});

test('a stream ends at the revoking event, and nothing after it is delivered', async () => {
  const fresh = await testSubgraph(await notes());
  const following = read(null, () => false, fresh);
  await write('before', fresh);
  const system = fresh.runtime.context(callerOf(me));
  await transaction(system, (ctx) => ctx.events.publish('notes', 'closed', {}));
  await write('after', fresh);
  const after = await read(streamCursor('notes', 0), () => false, fresh);
  expect(after.map(({ kind }) => kind)).toEqual(['noteAdded']);
  expect((await following).map(({ kind }) => kind)).not.toContain('closed');
  await fresh.stop();
});

/** A bus that loses, repeats and reorders. */
function badBus(): Bus {
  const bus = memoryBus();
  let n = 0;
  let held: [string, object] | null = null;
  return {
    ...bus,
    async publish(topic, message) {
      n += 1;
      if (n % 3 === 0) return;
      if (n % 3 === 1) {
        held = [topic, message];
        return;
      }
      await bus.publish(topic, message);
      await bus.publish(topic, message);
      if (held) await bus.publish(...held);
    },
  };
}

test('loss, repetition and reordering on the bus are invisible', async () => {
  const fresh = await testSubgraph(await notes(), { bus: badBus() });
  const following = read(streamCursor('notes', 0), (seen) => notesOf(seen).length === 30, fresh);
  const written: string[] = [];
  for (let n = 0; n < 30; n += 1) {
    written.push((await write(`note ${String(n)}`, fresh)).data.writeNote.id as string);
  }
  expect(notesOf(await following)).toEqual(written);
  await fresh.stop();
});

test('those who leave hold nothing', async () => {
  const streams = Array.from({ length: 50 }, () => asViewer(subgraph, me).follow(FOLLOW));
  const first = streams.map((stream) => stream.next());
  await Promise.all(first);
  const waiting = streams.map((stream) => stream.next());
  await Promise.all(streams.map((stream) => stream.return()));
  await Promise.all(waiting);
  expect(subgraph.runtime.streams.size).toBe(0);
});
