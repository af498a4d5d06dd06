import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SET = `mutation ($input: SetPresenceInput!) { setPresence(input: $input) { state until lastActiveAt user { id } } }`;
const OF = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on User { id presence { state lastActiveAt } } } }`;
const WATCH = `subscription ($ids: [ID!]!) { presence(userIds: $ids) { at presence { state user { id } } } }`;
const set = (viewer: Parameters<TestChat['as']>[0], state: string, until?: string) =>
  chat.must(viewer, SET, { input: { state, until, key: aKey() } });
const refs = (...ids: string[]) => ({ refs: ids.map((id) => ({ __typename: 'User', id })) });

test('a chosen presence is seen by others of the organisation and by nobody else', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const stranger = await chat.aPerson({ organizationId: 'organization_00000000000000000000000002' });
  expect(await set(amara, 'BUSY')).toMatchObject({ state: 'BUSY', user: { id: amara.id } });
  expect(await chat.must(jonas, OF, refs(amara.id))).toMatchObject([
    { id: amara.id, presence: { state: 'BUSY' } },
  ]);
  expect(await chat.must(stranger, OF, refs(amara.id))).toEqual([null]);
});

test('a guest sees the presence of those in the same channel only', async () => {
  const [amara, jonas, elise] = [await chat.aPerson(), await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  const guest = await chat.aGuest([{ targetId: channelId, actions: ['READ', 'POST'] }], amara);
  const seen = await chat.must(guest, OF, refs(amara.id, jonas.id, elise.id, guest.id));
  expect(seen.map((user: { id: string } | null) => user?.id ?? null)).toEqual([
    amara.id,
    jonas.id,
    null,
    guest.id,
  ]);
});

test('who was never heard of, or not for a while, is offline', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  expect(await chat.must(amara, OF, refs(jonas.id))).toEqual([
    { id: jonas.id, presence: { state: 'OFFLINE', lastActiveAt: null } },
  ]);
  await set(jonas, 'ONLINE');
  await chat.test.runtime.database.query(`update presence set expires_at = now() where person_id = $1`, [
    jonas.id,
  ]);
  expect(await chat.must(amara, OF, refs(jonas.id))).toMatchObject([{ presence: { state: 'OFFLINE' } }]);
});

test('a chosen state holds until its time', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect(await set(amara, 'DO_NOT_DISTURB', until)).toMatchObject({ state: 'DO_NOT_DISTURB', until });
  await chat.test.runtime.database.query(`update presence set holds_until = now() where person_id = $1`, [
    amara.id,
  ]);
  expect(await chat.must(jonas, OF, refs(amara.id))).toMatchObject([{ presence: { state: 'ONLINE' } }]);
  const past = { state: 'BUSY', until: '2020-01-01T00:00:00Z', key: aKey() };
  expect(await chat.codes(amara, SET, { input: past })).toEqual(['INVALID']);
});

test('changes are told to those who watch, signs of life are not', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const stranger = await chat.aPerson({ organizationId: 'organization_00000000000000000000000002' });
  const stream = chat.as(amara).follow(WATCH, { ids: [jonas.id, stranger.id] });
  const first = stream.next();
  // The listener is there once the runtime knows the topic; until then a change could not be heard.
  await expect.poll(() => chat.listens(jonas.id)).toBe(true);
  await set(stranger, 'ONLINE');
  await set(jonas, 'ONLINE');
  await set(jonas, 'ONLINE');
  expect((await first).value).toMatchObject({
    data: { presence: { presence: { state: 'ONLINE', user: { id: jonas.id } } } },
  });
  await set(jonas, 'AWAY');
  expect(await take(stream, 1)).toMatchObject([{ data: { presence: { presence: { state: 'AWAY' } } } }]);
  await stream.return();
});

test('whoever falls silent is told to be offline', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  await set(jonas, 'ONLINE');
  await chat.test.runtime.database.query(
    `update presence set expires_at = now() + interval '100 milliseconds' where person_id = $1`,
    [jonas.id],
  );
  const stream = chat.as(amara).follow(WATCH, { ids: [jonas.id] });
  expect(await take(stream, 1)).toMatchObject([{ data: { presence: { presence: { state: 'OFFLINE' } } } }]);
  await stream.return();
});

test('five hundred people are watched at most', async () => {
  const amara = await chat.aPerson();
  const ids = Array.from({ length: 501 }, () => amara.id);
  expect(await take(chat.as(amara).follow(WATCH, { ids }), 1)).toMatchObject([
    { errors: [{ extensions: { code: 'INVALID' } }] },
  ]);
});
