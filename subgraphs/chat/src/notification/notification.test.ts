import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SET = `mutation ($input: SetNotificationLevelInput!) { setNotificationLevel(input: $input) { level mutedUntil } }`;
const QUIET = `mutation ($input: SetQuietHoursInput!) { setQuietHours(input: $input) { spans { day startsAt endsAt } } }`;
const SIDEBAR = `{ viewer { quietHours { spans { day startsAt endsAt } } sidebar { liveCursor entries { level mutedUntil } } } }`;
const EVENTS = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename
  ... on SidebarEntryChanged { entry { level mutedUntil } } } }`;
const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const set = (viewer: Viewer, channelId: string, level: string, more: object = {}) =>
  chat.must(viewer, SET, { input: { channelId, level, key: aKey(), ...more } });

test('unless chosen it is everything between two people, and mentions elsewhere', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  await chat.aDirect(amara, jonas);
  expect((await chat.must(amara, SIDEBAR)).sidebar.entries).toEqual([{ level: 'ALL', mutedUntil: null }]);
  const elise = await chat.aPerson();
  await chat.aChannel(elise);
  expect((await chat.must(elise, SIDEBAR)).sidebar.entries).toEqual([
    { level: 'MENTIONS', mutedUntil: null },
  ]);
});

test('what is chosen is for the viewer alone, and their other devices hear of it', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  const { liveCursor } = (await chat.must(amara, SIDEBAR)).sidebar;
  const stream = chat.as(amara).follow(EVENTS, { after: liveCursor });
  await take(stream, 1);
  const mutedUntil = hence(8);
  expect(await set(amara, id, 'ALL', { mutedUntil })).toEqual({ level: 'ALL', mutedUntil });
  const [told] = await take(stream, 1);
  await stream.return();
  expect(told?.data).toEqual({
    sidebarEvents: { __typename: 'SidebarEntryChanged', entry: { level: 'ALL', mutedUntil } },
  });
  expect((await chat.must(jonas, SIDEBAR)).sidebar.entries).toEqual([
    { level: 'MENTIONS', mutedUntil: null },
  ]);
  expect(await set(amara, id, 'NOTHING')).toEqual({ level: 'NOTHING', mutedUntil: null });
});

test('a silence that is over is none, and one in the past is refused', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  await set(amara, id, 'ALL', { mutedUntil: hence(1) });
  await chat.test.runtime.database.query(`update membership set muted_until = now() where channel_id = $1`, [
    id,
  ]);
  expect((await chat.must(amara, SIDEBAR)).sidebar.entries).toEqual([{ level: 'ALL', mutedUntil: null }]);
  const input = { channelId: id, level: 'NOTHING', mutedUntil: hence(-1), key: aKey() };
  expect(await chat.codes(amara, SET, { input })).toEqual(['INVALID']);
  expect((await chat.must(amara, SIDEBAR)).sidebar.entries).toMatchObject([{ level: 'ALL' }]);
});

test('of a thread it is the place in that thread, with a silence of its own', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  const root = await chat.aMessage(amara, id);
  const { id: threadId } = await chat.must(
    jonas,
    `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`,
    { input: { discussableId: root.id, key: aKey() } },
  );
  await set(jonas, id, 'NOTHING', { threadId });
  const level = () =>
    chat.test.runtime.database.query(
      `select level, muted_until as "mutedUntil" from thread_follow where thread_id = $1 and person_id = $2`,
      [threadId, jonas.id],
    );
  expect(await level()).toEqual([{ level: 'NOTHING', mutedUntil: null }]);
  expect((await chat.must(jonas, SIDEBAR)).sidebar.entries).toEqual([
    { level: 'MENTIONS', mutedUntil: null },
  ]);
  const mutedUntil = hence(1);
  await set(jonas, id, 'ALL', { threadId, mutedUntil });
  expect(await level()).toEqual([{ level: 'ALL', mutedUntil: new Date(mutedUntil) }]);
  const past = { channelId: id, threadId, level: 'MENTIONS', mutedUntil: hence(-1), key: aKey() };
  expect(await chat.codes(jonas, SET, { input: past })).toEqual(['INVALID']);
  expect(await level()).toMatchObject([{ level: 'ALL' }]);
});

test('quiet hours are kept as a whole week', async () => {
  const amara = await chat.aPerson();
  expect((await chat.must(amara, SIDEBAR)).quietHours).toEqual({ spans: [] });
  const spans = [
    { day: 1, startsAt: '22:00', endsAt: '06:30' },
    { day: 6, startsAt: '00:00', endsAt: '23:59' },
  ];
  expect(await chat.must(amara, QUIET, { input: { spans: [...spans].reverse(), key: aKey() } })).toEqual({
    spans,
  });
  expect((await chat.must(amara, SIDEBAR)).quietHours).toEqual({ spans });
  const wrong = { spans: [{ day: 9, startsAt: '22:00', endsAt: '06:00' }], key: aKey() };
  expect(await chat.codes(amara, QUIET, { input: wrong })).toEqual(['INVALID']);
  expect((await chat.must(amara, SIDEBAR)).quietHours).toEqual({ spans });
  await chat.must(amara, QUIET, { input: { spans: [], key: aKey() } });
  expect((await chat.must(amara, SIDEBAR)).quietHours).toEqual({ spans: [] });
});
