import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';
import { aPng, fileRefusal, send } from '../../test/files.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const ADD = `mutation ($input: AddCustomEmojiInput!) { addCustomEmoji(input: $input) { id name imageUrl createdBy { id } } }`;
const REMOVE = `mutation ($input: RemoveCustomEmojiInput!) { removeCustomEmoji(input: $input) { id } }`;
const REACT = `mutation ($input: AddReactionInput!) { addReaction(input: $input) { reactions { emoji count } viewerReactions } }`;
const UNREACT = `mutation ($input: RemoveReactionInput!) { removeReaction(input: $input) { reactions { emoji } } }`;

const nameOf = (): string => `e${aKey().slice(0, 8)}`;
const picture = async (who: Viewer, bytes = aPng(32, 32)) =>
  (await send(chat, who, { name: 'e.png', bytes })).id;
const add = async (who: Viewer, name = nameOf()) =>
  (await chat.must(who, ADD, { input: { name, fileId: await picture(who), key: aKey() } })) as {
    readonly id: string;
    readonly name: string;
    readonly imageUrl: string;
  };

test('an emoji is everybody’s in the organisation, and nobody else’s', async () => {
  const amara = await chat.aPerson();
  const [colleague, foreigner] = [
    await chat.aPerson(),
    await chat.aPerson({ organizationId: 'organization_00000000000000000000000002' }),
  ];
  const fileId = await picture(amara);
  expect(await fileRefusal(chat, colleague, { op: 'describe', id: fileId })).toBe('NOT_FOUND');
  const name = nameOf();
  const emoji = await chat.must(amara, ADD, { input: { name, fileId, key: aKey() } });
  expect(emoji).toEqual({ id: emoji.id, name, imageUrl: `/content/${fileId}`, createdBy: { id: amara.id } });
  const known = async (who: Viewer) =>
    ((await chat.must(who, '{ customEmoji { name } }')) as { name: string }[]).some(
      (each) => each.name === name,
    );
  expect([await known(colleague), await known(foreigner)]).toEqual([true, false]);
  expect(await fileRefusal(chat, colleague, { op: 'describe', id: fileId })).toBeNull();
  expect(await fileRefusal(chat, foreigner, { op: 'describe', id: fileId })).toBe('NOT_FOUND');
});

test('one reacts with it, and takes it back also when it is none any more', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  const { id: messageId } = await chat.aMessage(amara, channelId);
  const emoji = await add(amara);
  const reaction = { messageId, emoji: `:${emoji.name}:` };
  expect(await chat.must(jonas, REACT, { input: { ...reaction, key: aKey() } })).toEqual({
    reactions: [{ emoji: `:${emoji.name}:`, count: 1 }],
    viewerReactions: [`:${emoji.name}:`],
  });
  await chat.must(amara, REMOVE, { input: { emojiId: emoji.id, key: aKey() } });
  expect(await chat.codes(amara, REACT, { input: { ...reaction, key: aKey() } })).toEqual(['INVALID']);
  expect(await chat.must(jonas, UNREACT, { input: { ...reaction, key: aKey() } })).toEqual({ reactions: [] });
});

test('a name is taken once', async () => {
  const amara = await chat.aPerson();
  const { name } = await add(amara);
  const fileId = await picture(amara);
  expect(await chat.codes(amara, ADD, { input: { name, fileId, key: aKey() } })).toEqual(['CONFLICT']);
  expect(await fileRefusal(chat, await chat.aPerson(), { op: 'describe', id: fileId })).toBe('NOT_FOUND');
});

test.each(['', 'a', 'Party', 'with space', ':a:', 'a'.repeat(33), 'ümlaut'])(
  '%j is no name',
  async (name) => {
    const amara = await chat.aPerson();
    const input = { name, fileId: await picture(amara), key: aKey() };
    expect(await chat.codes(amara, ADD, { input })).toEqual(['INVALID']);
  },
);

test('only small pictures of one’s own become emoji', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const asked = (who: Viewer, fileId: string) =>
    chat.codes(who, ADD, { input: { name: nameOf(), fileId, key: aKey() } });
  const text = (await send(chat, amara, { bytes: Buffer.from('hello') })).id;
  expect(await asked(amara, text)).toEqual(['INVALID']);
  expect(await asked(amara, await picture(amara, aPng(1_025, 4)))).toEqual(['INVALID']);
  const large = Buffer.concat([aPng(32, 32), Buffer.alloc(600_000)]);
  expect(await asked(amara, await picture(amara, large))).toEqual(['INVALID']);
  expect(await asked(jonas, await picture(amara))).toEqual(['NOT_FOUND']);
});

test('only its maker and moderators remove an emoji', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const warden = await chat.aPerson({ permissions: ['MODERATE_CHANNELS'] });
  const emoji = await add(amara);
  const remove = (who: Viewer) => chat.codes(who, REMOVE, { input: { emojiId: emoji.id, key: aKey() } });
  expect(await remove(jonas)).toEqual(['FORBIDDEN']);
  expect(await remove(warden)).toEqual([]);
  expect(await remove(amara)).toEqual(['NOT_FOUND']);
});
