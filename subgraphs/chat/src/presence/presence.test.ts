import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
/** The same person at another device. */
const at = (viewer: Viewer, device: string): Viewer => ({ ...viewer, sessionId: `session_${device}` });
const says = (viewer: Viewer, state: string, more: object = {}) =>
  chat.must(viewer, SIGN, { input: { state, automatic: true, key: aKey(), ...more } });
const SIGN = `mutation ($input: SetPresenceInput!) { setPresence(input: $input) { state inCall until } }`;
const STATUS = `mutation ($input: SetStatusInput!) { setStatus(input: $input) { statusText statusEmoji statusUntil state } }`;
const status = (viewer: Viewer, input: object) =>
  chat.must(viewer, STATUS, { input: { key: aKey(), ...input } });
const database = () => chat.test.runtime.database;
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

describe('signs of life', () => {
  test('what was chosen outlasts what devices say, until online is chosen again', async () => {
    const amara = await chat.aPerson();
    await set(amara, 'DO_NOT_DISTURB');
    expect(await says(amara, 'ONLINE')).toMatchObject({ state: 'DO_NOT_DISTURB' });
    expect(await says(amara, 'AWAY')).toMatchObject({ state: 'DO_NOT_DISTURB' });
    await set(amara, 'ONLINE');
    expect(await says(amara, 'AWAY')).toMatchObject({ state: 'AWAY' });
  });

  test('an idle device does not speak for one that is in use, and one that goes leaves the others', async () => {
    const amara = await chat.aPerson();
    const [desk, phone] = [at(amara, 'desk'), at(amara, 'phone')];
    expect(await says(desk, 'ONLINE')).toMatchObject({ state: 'ONLINE' });
    expect(await says(phone, 'AWAY')).toMatchObject({ state: 'ONLINE' });
    expect(await says(desk, 'AWAY')).toMatchObject({ state: 'AWAY' });
    expect(await says(phone, 'ONLINE')).toMatchObject({ state: 'ONLINE' });
    expect(await says(phone, 'OFFLINE')).toMatchObject({ state: 'AWAY' });
    expect(await says(desk, 'OFFLINE')).toMatchObject({ state: 'OFFLINE' });
  });

  test('two devices at the same moment are both heard', async () => {
    const amara = await chat.aPerson();
    await Promise.all([says(at(amara, 'desk'), 'AWAY'), says(at(amara, 'phone'), 'ONLINE')]);
    const [row] = await database().query(`select devices from presence where person_id = $1`, [amara.id]);
    expect(Object.keys(row.devices).sort()).toEqual(['session_desk', 'session_phone']);
  });

  test('a call is told by the device it is on, or by the person, and ends with either', async () => {
    const amara = await chat.aPerson();
    const [desk, phone] = [at(amara, 'desk'), at(amara, 'phone')];
    expect(await says(desk, 'ONLINE', { inCall: true })).toMatchObject({ state: 'ONLINE', inCall: true });
    expect(await says(phone, 'ONLINE')).toMatchObject({ inCall: true });
    expect(await says(desk, 'ONLINE', { inCall: false })).toMatchObject({ inCall: false });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const chosen = { state: 'BUSY', inCall: true, until, key: aKey() };
    expect(await chat.must(phone, SIGN, { input: chosen })).toEqual({ state: 'BUSY', inCall: true, until });
    expect(await says(desk, 'ONLINE')).toMatchObject({ state: 'BUSY', inCall: true });
    await database().query(`update presence set holds_until = now() where person_id = $1`, [amara.id]);
    expect(await says(desk, 'ONLINE')).toEqual({ state: 'ONLINE', inCall: false, until: null });
  });

  test.each([['BUSY'], ['DO_NOT_DISTURB']])('a device does not choose %s', async (state) => {
    const amara = await chat.aPerson();
    expect(await chat.codes(amara, SIGN, { input: { state, automatic: true, key: aKey() } })).toEqual([
      'INVALID',
    ]);
    expect(await database().query(`select from presence where person_id = $1`, [amara.id])).toEqual([]);
  });
});

describe('a status in words', () => {
  const SEEN = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on User { presence { state statusText statusEmoji } } } }`;

  test('is seen by colleagues, also of whom nobody heard, and taken away by its time or by hand', async () => {
    const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect(await status(amara, { text: ' At the library ', emoji: '📚', until })).toEqual({
      ...{ statusText: 'At the library', statusEmoji: '📚', statusUntil: until, state: 'OFFLINE' },
    });
    const seen = (statusText: string | null, statusEmoji: string | null) => [
      { presence: { state: 'OFFLINE', statusText, statusEmoji } },
    ];
    expect(await chat.must(jonas, SEEN, refs(amara.id))).toEqual(seen('At the library', '📚'));
    await database().query(`update presence set status_until = now() where person_id = $1`, [amara.id]);
    expect(await chat.must(jonas, SEEN, refs(amara.id))).toEqual(seen(null, null));
    await status(amara, { emoji: '🎉' });
    expect(await chat.must(jonas, SEEN, refs(amara.id))).toEqual(seen(null, '🎉'));
    await status(amara, {});
    expect(await chat.must(jonas, SEEN, refs(amara.id))).toEqual(seen(null, null));
  });

  test.each([
    ['text', { text: 'x'.repeat(101) }],
    ['text', { text: 'two\nlines' }],
    ['text', { text: 'turned \u202eround' }],
    ['emoji', { emoji: 'ab' }],
    ['emoji', { emoji: '🎉🎉' }],
    ['until', { text: 'over', until: '2020-01-01T00:00:00Z' }],
  ])('is refused for its %s: %j', async (field, input) => {
    const amara = await chat.aPerson();
    const { errors } = await chat.as(amara).run(STATUS, { input: { key: aKey(), ...input } });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID', field } }]);
    expect(await database().query(`select from presence where person_id = $1`, [amara.id])).toEqual([]);
  });
});
