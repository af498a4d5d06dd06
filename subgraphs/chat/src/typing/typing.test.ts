import { asViewer } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SET = `mutation ($input: SetTypingInput!) { setTyping(input: $input) }`;
const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
const WATCH = `subscription ($id: ID!) { typing(channelId: $id) { at until user { id } } }`;

test('others see who types, and no longer once they may not read', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  const type = (who: typeof amara, active: boolean) =>
    chat.must(who, SET, { input: { channelId: id, active, key: aKey() } });
  const stream = chat.as(jonas).follow(WATCH, { id });
  const first = take(stream, 1);
  await expect.poll(() => chat.listensToTyping(id)).toBe(true);
  await type(jonas, true);
  await type(amara, true);
  const [heard] = await first;
  const signal = heard?.data.typing as { at: string; until: string; user: { id: string } };
  expect(signal.user).toEqual({ id: amara.id });
  expect(Date.parse(signal.until) - Date.parse(signal.at)).toBe(6_000);
  await type(amara, false);
  const [stopped] = await take(stream, 1);
  expect(stopped?.data.typing.until).toBe(stopped?.data.typing.at);
  const input = { channelId: id, userId: jonas.id, key: aKey() };
  await chat.must(amara, REMOVE, { input });
  await type(amara, true);
  expect(await take(stream, 1)).toEqual([]);
});

test('readers do not type and strangers do not watch', async () => {
  const [amara, jonas, stranger] = [await chat.aPerson(), await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  const role = { channelId: id, userId: jonas.id, role: 'READER', key: aKey() };
  await chat.must(amara, `mutation ($input: SetMemberRoleInput!) { setMemberRole(input: $input) { id } }`, {
    input: role,
  });
  expect(await chat.codes(jonas, SET, { input: { channelId: id, active: true, key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
  expect(await take(chat.as(stranger).follow(WATCH, { id }), 1)).toMatchObject([
    { errors: [{ message: 'Channel not found' }] },
  ]);
});

const followShared = (id: string) => asViewer(chat.test, null, { shared: true }).follow(WATCH, { id });

test.each([
  ['wake-ups arrive', false],
  ['every wake-up of the log is lost', true],
])('shared by all, it tells of a removal before what is typed after it, when %s', async (_how, lost) => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  const type = (who: typeof amara) =>
    chat.must(who, SET, { input: { channelId: id, active: true, key: aKey() } });
  const stream = followShared(id);
  // It begins at the present: whoever was asked about before is asked about again.
  expect(await take(stream, 1)).toMatchObject([{ extensions: { live: { access: 'everyone' } } }]);
  const first = stream.next();
  await expect.poll(() => chat.listensToTyping(id)).toBe(true);
  await type(jonas);
  expect((await first).value).toMatchObject({ data: { typing: { user: { id: jonas.id } } } });
  const remove = () => chat.must(amara, REMOVE, { input: { channelId: id, userId: jonas.id, key: aKey() } });
  await (lost ? chat.withoutWakeUps(remove) : remove());
  await type(amara);
  expect(await take(stream, 2)).toMatchObject([
    { extensions: { live: { kind: 'accessChanged', cursor: null, access: [jonas.id] } } },
    { data: { typing: { user: { id: amara.id } } } },
  ]);
  await stream.return();
});

test('a signal costs no statement for those who hear it', async () => {
  const quiet = await startChat('quiet');
  try {
    const amara = await quiet.aPerson();
    const others = await quiet.people(Array.from({ length: 20 }, () => ({})));
    const id = await quiet.aChannel(amara, others);
    const streams = others.map((other) => quiet.as(other).follow(WATCH, { id }));
    const first = Promise.all(streams.map((stream) => stream.next()));
    await expect.poll(() => quiet.listensToTyping(id)).toBe(true);
    const input = { channelId: id, active: true, key: aKey() };
    await quiet.must(amara, SET, { input });
    await first;
    const { statements } = quiet.test.runtime.database;
    const before = statements.total;
    const next = Promise.all(streams.map((stream) => stream.next()));
    await quiet.must(amara, SET, { input });
    await next;
    const run = statements.recent.slice(before - statements.total);
    expect(run.filter((statement) => !statement.includes('log_head where'))).toHaveLength(1);
    await Promise.all(streams.map((stream) => stream.return()));
  } finally {
    await quiet.stop();
  }
});
