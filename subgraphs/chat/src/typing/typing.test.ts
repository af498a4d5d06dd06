import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SET = `mutation ($input: SetTypingInput!) { setTyping(input: $input) }`;
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
  await chat.must(amara, `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`, {
    input,
  });
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
