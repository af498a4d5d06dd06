import { type Viewer, systemCaller } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';
import { giveReminders } from './reminders.service.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SAVE = `mutation ($input: SaveItemInput!) { saveItem(input: $input) { id note remindAt remindedAt } }`;
const REMOVE = `mutation ($input: RemoveSavedItemInput!) { removeSavedItem(input: $input) { id } }`;
const SAVED = `{ viewer { savedItems { nodes { id note remindAt remindedAt message { text } } } } }`;
const EVENTS = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename
  ... on SavedItemChanged { itemId item { note remindedAt } } } }`;
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const save = (viewer: Viewer, messageId: string, more: Record<string, unknown> = {}) =>
  chat.must(viewer, SAVE, { input: { messageId, key: aKey(), ...more } });
const savedBy = async (viewer: Viewer) => (await chat.must(viewer, SAVED)).savedItems.nodes;
const systemContext = () => chat.test.runtime.context(systemCaller('test'));

/** The clock goes on, as far as that reminder knows. */
const comesDue = (itemId: string) =>
  chat.test.runtime.database.query(
    `update saved_item set remind_at = clock_timestamp() - interval '1 second' where id = $1`,
    [itemId],
  );

const aTalk = async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  return { amara, jonas, id, messageId: (await chat.aMessage(amara, id, 'The minutes')).id };
};

test('a message is put aside once, with what was last said of it, for nobody but that person', async () => {
  const { amara, jonas, messageId } = await aTalk();
  const first = await save(jonas, messageId, { note: 'Read' });
  const remindAt = inAnHour();
  expect(await save(jonas, messageId, { remindAt })).toEqual({ ...first, remindAt });
  expect(await save(jonas, messageId, { note: null, remindAt: null })).toEqual({
    ...first,
    note: null,
    remindAt: null,
  });
  expect(await savedBy(jonas)).toMatchObject([{ id: first.id, message: { text: 'The minutes' } }]);
  expect(await savedBy(amara)).toEqual([]);
  const OF = `query ($id: ID!) { message(id: $id) { viewerSaved { id } } }`;
  expect(await chat.must(jonas, OF, { id: messageId })).toEqual({ viewerSaved: { id: first.id } });
  expect(await chat.must(amara, OF, { id: messageId })).toEqual({ viewerSaved: null });
});

test.each([
  ['a past time', { remindAt: '2020-01-01T00:00:00Z' }],
  ['a remark that is a book', { note: 'x'.repeat(1_001) }],
])('%s is refused, and nothing is saved', async (_what, more) => {
  const { jonas, messageId } = await aTalk();
  expect(await chat.codes(jonas, SAVE, { input: { messageId, key: aKey(), ...more } })).toEqual(['INVALID']);
  expect(await savedBy(jonas)).toEqual([]);
});

test('only who saved it removes it', async () => {
  const { amara, jonas, messageId } = await aTalk();
  const { id: itemId } = await save(jonas, messageId);
  await chat.must(amara, REMOVE, { input: { itemId, key: aKey() } });
  expect(await savedBy(jonas)).toHaveLength(1);
  await chat.must(jonas, REMOVE, { input: { itemId, key: aKey() } });
  expect(await savedBy(jonas)).toEqual([]);
});

test('a reminder is given once, told at once, and given again only for another time', async () => {
  const { jonas, messageId } = await aTalk();
  const { id: itemId } = await save(jonas, messageId, { remindAt: inAnHour() });
  const { liveCursor } = (await chat.must(jonas, '{ viewer { sidebar { liveCursor } } }')).sidebar;
  const stream = chat.as(jonas).follow(EVENTS, { after: liveCursor });
  await take(stream, 1);
  await giveReminders(systemContext());
  expect(await savedBy(jonas)).toMatchObject([{ remindedAt: null }]);
  await comesDue(itemId);
  // Two replicas come upon it in the same moment.
  await Promise.all([giveReminders(systemContext()), giveReminders(systemContext())]);
  const [heard] = await take(stream, 1);
  await stream.return();
  expect(heard?.data.sidebarEvents).toEqual({
    __typename: 'SavedItemChanged',
    itemId,
    item: { note: null, remindedAt: expect.stringMatching(/Z$/) },
  });
  const told = () =>
    chat.test.runtime.database.query(
      `select count(*)::int as count from log where kind = 'reminderDue' and data ->> 'itemId' = $1`,
      [itemId],
    );
  expect(await told()).toEqual([{ count: 1 }]);
  expect(await save(jonas, messageId, { remindAt: inAnHour() })).toMatchObject({ remindedAt: null });
  await comesDue(itemId);
  await giveReminders(systemContext());
  expect(await told()).toEqual([{ count: 2 }]);
});

test('the job gives a reminder at its time', { timeout: 30_000 }, async () => {
  const { jonas, messageId } = await aTalk();
  await save(jonas, messageId, { remindAt: new Date(Date.now() + 300).toISOString() });
  await expect
    .poll(async () => (await savedBy(jonas))[0].remindedAt, { timeout: 20_000 })
    .toEqual(expect.stringMatching(/Z$/));
});

test('of a message that may no longer be read only the remark is left', async () => {
  const { amara, jonas, id, messageId } = await aTalk();
  await save(jonas, messageId, { note: 'Mine' });
  const OUT = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
  await chat.must(amara, OUT, { input: { channelId: id, userId: jonas.id, key: aKey() } });
  expect(await savedBy(jonas)).toMatchObject([{ note: 'Mine', message: null }]);
});

test('a page of saved messages costs the same, however many there are', async () => {
  const quiet = await startChat('quiet');
  try {
    const amara = await quiet.aPerson();
    for (const many of [1, 6]) {
      for (let n = 0; n < many; n += 1) {
        const channelId = await quiet.aChannel(amara);
        const { id } = await quiet.aMessage(amara, channelId);
        await quiet.must(amara, SAVE, { input: { messageId: id, key: aKey() } });
      }
      // The page, its messages, and the viewer's place in their channels.
      await expectQueries(quiet.test, 3, () => quiet.must(amara, SAVED));
    }
  } finally {
    await quiet.stop();
  }
});
