import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const PLACE = `mutation ($input: SetSidebarPlaceInput!) { setSidebarPlace(input: $input) { favorite section hidden } }`;
const SIDEBAR = `{ viewer { sidebar { liveCursor entries { channel { id } favorite section hidden } } } }`;
const EVENTS = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename
  ... on SidebarEntryChanged { entry { favorite section hidden channel { id } } } } }`;

const place = (viewer: Viewer, channelId: string, more: Record<string, unknown>) =>
  chat.must(viewer, PLACE, { input: { channelId, key: aKey(), ...more } });

const sidebarOf = async (viewer: Viewer) => (await chat.must(viewer, SIDEBAR)).sidebar;

test('a channel stands where its viewer puts it, and only there', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  expect(await place(amara, id, { favorite: true })).toEqual({
    favorite: true,
    section: null,
    hidden: false,
  });
  expect(await place(amara, id, { section: ' Exams ' })).toEqual({
    favorite: true,
    section: 'Exams',
    hidden: false,
  });
  expect(await place(amara, id, { hidden: true })).toEqual({
    favorite: true,
    section: 'Exams',
    hidden: true,
  });
  const own = { channel: { id }, favorite: true, section: 'Exams', hidden: true };
  expect((await sidebarOf(amara)).entries).toEqual([own]);
  expect((await sidebarOf(jonas)).entries).toEqual([
    { ...own, favorite: false, section: null, hidden: false },
  ]);
  expect(await place(amara, id, { favorite: false, section: null, hidden: false })).toEqual({
    favorite: false,
    section: null,
    hidden: false,
  });
});

test('a heading without a name is refused and changes nothing', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const input = { channelId: id, section: ' ', favorite: true, key: aKey() };
  expect(await chat.codes(amara, PLACE, { input })).toEqual(['INVALID']);
  expect((await sidebarOf(amara)).entries).toMatchObject([{ favorite: false, section: null }]);
});

test('who may read an open channel without being in it has no place for it', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [], { kind: 'PUBLIC' });
  const input = { channelId, favorite: true, key: aKey() };
  expect(await chat.codes(jonas, PLACE, { input })).toEqual(['FORBIDDEN']);
});

test('other devices of the viewer hear of it at once', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const { liveCursor } = await sidebarOf(amara);
  const stream = chat.as(amara).follow(EVENTS, { after: liveCursor });
  await take(stream, 1);
  await place(amara, id, { section: 'Exams' });
  const [heard] = await take(stream, 1);
  await stream.return();
  expect(heard?.data).toEqual({
    sidebarEvents: {
      __typename: 'SidebarEntryChanged',
      entry: { favorite: false, section: 'Exams', hidden: false, channel: { id } },
    },
  });
});
