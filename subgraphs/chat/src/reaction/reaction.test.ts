import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const ADD = `mutation ($input: AddReactionInput!) { addReaction(input: $input) { reactions { emoji count users { id } } viewerReactions } }`;
const REMOVE = `mutation ($input: RemoveReactionInput!) { removeReaction(input: $input) { reactions { emoji count } viewerReactions } }`;

const aTalk = async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  return { amara, jonas, channelId, messageId: (await chat.aMessage(amara, channelId)).id };
};

test('reactions are counted by emoji, the first one first, once per person', async () => {
  const { amara, jonas, messageId } = await aTalk();
  const react = (who: typeof amara, emoji: string) =>
    chat.must(who, ADD, { input: { messageId, emoji, key: aKey() } });
  await react(jonas, '🎉');
  await react(amara, '👍🏽');
  await react(jonas, '👍🏽');
  expect(await react(jonas, '🎉')).toEqual({
    reactions: [
      { emoji: '🎉', count: 1, users: [{ id: jonas.id }] },
      { emoji: '👍🏽', count: 2, users: [{ id: amara.id }, { id: jonas.id }] },
    ],
    viewerReactions: ['🎉', '👍🏽'],
  });
});

test('a reaction is taken back, and taking it back twice changes nothing', async () => {
  const { amara, messageId } = await aTalk();
  await chat.must(amara, ADD, { input: { messageId, emoji: '🎉', key: aKey() } });
  const take = () => chat.must(amara, REMOVE, { input: { messageId, emoji: '🎉', key: aKey() } });
  expect(await take()).toEqual({ reactions: [], viewerReactions: [] });
  expect(await take()).toEqual({ reactions: [], viewerReactions: [] });
});

test.each(['🏳️‍🌈', '👨‍👩‍👧‍👦', '1️⃣', '🇰🇪', '❤️'])('%s is an emoji', async (emoji) => {
  const { amara, messageId } = await aTalk();
  const answer = await chat.must(amara, ADD, { input: { messageId, emoji, key: aKey() } });
  expect(answer.viewerReactions).toEqual([emoji]);
});

test.each(['', 'a', '🎉🎉', ':tada:', '1', '🎉 ', '\ud83c', '🎉\u200d', '🏽x'])(
  '%j is not one emoji',
  async (emoji) => {
    const { amara, messageId } = await aTalk();
    const { errors } = await chat.as(amara).run(ADD, { input: { messageId, emoji, key: aKey() } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INVALID', field: 'emoji' }]);
  },
);

test('the same key with another emoji is a conflict', async () => {
  const { amara, messageId } = await aTalk();
  const input = { messageId, emoji: '🎉', key: aKey() };
  await chat.must(amara, ADD, { input });
  expect(await chat.codes(amara, ADD, { input: { ...input, emoji: '👍' } })).toEqual(['CONFLICT']);
});

test('nobody reacts to a deleted message', async () => {
  const { amara, messageId } = await aTalk();
  await chat.must(amara, `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`, {
    input: { messageId, key: aKey() },
  });
  expect(await chat.codes(amara, ADD, { input: { messageId, emoji: '🎉', key: aKey() } })).toEqual([
    'CONFLICT',
  ]);
});
