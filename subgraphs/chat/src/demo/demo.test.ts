import { demoId } from '@parley/kit';
import { type TestSubgraph, aViewer, asViewer, testSubgraph } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat } from '../chat.js';
import { seedDemo } from './demo.service.js';
import { NORTHGATE, type Name, idOf } from './people.js';
import { whenWas } from './script.js';

let started: TestSubgraph;
beforeAll(async () => {
  started = await testSubgraph(await chat({ PARLEY_DEMO: true }));
});
afterAll(() => started.stop());

const somebody = (name: Name) => asViewer(started, aViewer({ id: idOf(name), organizationId: NORTHGATE }));

test('Amara has her channels with unread messages and mentions', async () => {
  const { data, errors } = await somebody('amara').run(`{ viewer { sidebar { mentionCount entries {
    unreadCount mentionCount channel { name kind } lastMessage { text sentAt } peer { id } } } } }`);
  expect(errors).toBeUndefined();
  const { entries, mentionCount } = data.viewer.sidebar;
  expect(entries).toHaveLength(15);
  const unread = Object.fromEntries(
    entries.map((entry: { channel: { name: string }; unreadCount: number; mentionCount: number }) => [
      entry.channel.name,
      [entry.unreadCount, entry.mentionCount],
    ]),
  );
  expect(unread).toMatchObject({
    'exam-boards': [7, 3],
    'thesis-committee': [3, 1],
    'nairobi-campus': [6, 0],
  });
  expect(unread).toMatchObject({ 'hiring-lecturers': [0, 0], 'Amara Okafor, Wanjiru Kamau': [1, 0] });
  expect(mentionCount).toBe(5);
});

test('the viva is planned in thesis-committee, with answers, reactions and a tombstone', async () => {
  const { data } = await somebody('amara').run(
    `query ($id: ID!) { channel(id: $id) { memberCount messages(last: 100) { nodes { seq text editedAt deletedAt sentAt replyTo { id } reactions { count } } } } }`,
    { id: demoId('channel', 1) },
  );
  const { nodes } = data.channel.messages as {
    nodes: { text: string | null; sentAt: string; deletedAt: string | null }[];
  };
  expect(nodes.length).toBeGreaterThan(40);
  expect(nodes.filter(({ deletedAt }) => deletedAt)).toHaveLength(1);
  const times = nodes.map(({ sentAt }) => Date.parse(sentAt));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(Date.now());
});

test('the day of the viva is agreed on in a thread, which those who talk there follow', async () => {
  const { data } = await somebody('amara').run(`{ viewer { threads { nodes { unreadCount thread {
    messageCount root { text } messages(first: 100) { nodes { author { id } } } } } } } }`);
  expect(data.viewer.threads.nodes).toMatchObject([
    {
      unreadCount: 0,
      thread: {
        messageCount: 5,
        root: { text: expect.stringContaining('Prof. Adeyemi can examine on Thursday') },
        messages: {
          nodes: (['wanjiru', 'elise', 'jonas', 'jonas', 'baraka', 'amara'] as const).map((name) => ({
            author: { id: idOf(name) },
          })),
        },
      },
    },
  ]);
});

test('a second seeding changes nothing', async () => {
  const count = () => started.runtime.database.query('select count(*) from message');
  const before: unknown = await count();
  await seedDemo(started.runtime);
  expect(await count()).toEqual(before);
});

test.each([
  ['2026-11-17T16:00:00Z', 0, '11:42', '2026-11-17T11:42:00.000Z'],
  ['2026-11-17T11:00:00Z', 0, '11:42', '2026-11-16T11:42:00.000Z'],
  ['2026-11-22T12:00:00Z', 0, '11:42', '2026-11-20T11:42:00.000Z'],
  ['2026-11-17T16:00:00Z', 2, '09:00', '2026-11-13T09:00:00.000Z'],
  ['2026-07-15T16:00:00Z', 1, '09:00', '2026-07-14T08:00:00.000Z'],
])('seeded at %s, %i working days before at %s is %s', (now, ago, time, then) => {
  expect(whenWas(new Date(now), ago, time).toISOString()).toBe(then);
});
