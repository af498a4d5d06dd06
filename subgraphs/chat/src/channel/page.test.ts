import type { Viewer } from '@parley/kit';
import { expectAtMost, expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat('quiet');
});
afterAll(() => chat.stop());

/** Everything the client asks when it opens a channel. */
const PAGE = `query ChannelPage($id: ID!, $last: Int) { channel(id: $id) {
  id kind name topic description icon version liveCursor memberCount postingRole archivedAt viewerCan
  viewerEntry { id lastReadSeq unreadCount mentionCount membership { id role } lastMessage { id } }
  members(first: 100) { nodes { id role lastReadSeq user { id presence { state } } } }
  messages(last: $last) { pageInfo { hasPreviousPage startCursor }
    nodes { id seq kind version sentAt editedAt deletedAt text author { id presence { state } }
      mentions { kind target { ... on User { id } } } notice { kind actor { id } subjects { id } }
      reactions { emoji count users { id } } replyTo { id text author { id } } viewerReactions viewerCan } } } }`;

// Members and authors are read side by side; their presence is asked for in one statement or in two.
const STATEMENTS = 10;

async function fill(amara: Viewer, jonas: Viewer, channelId: string): Promise<void> {
  let previous: string | undefined;
  for (let n = 0; n < 100; n += 1) {
    const author = n % 2 === 0 ? amara : jonas;
    const { id } = await chat.aMessage(
      author,
      channelId,
      `${String(n)} [@Jonas](mention:${jonas.id})`,
      previous,
    );
    await chat.must(jonas, `mutation ($input: AddReactionInput!) { addReaction(input: $input) { id } }`, {
      input: { messageId: id, emoji: '👍', key: aKey() },
    });
    previous = id;
  }
}

test('opening a channel takes the same statements whatever the page', { timeout: 60_000 }, async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  await fill(amara, jonas, channelId);
  for (const last of [1, 20, 100]) {
    const channel = await expectAtMost(chat.test, STATEMENTS, () =>
      chat.must(jonas, PAGE, { id: channelId, last }),
    );
    expect(channel.messages.nodes).toHaveLength(last);
    expect(channel.messages.nodes.at(-1)).toMatchObject({
      reactions: [{ count: 1 }],
      viewerReactions: ['👍'],
    });
  }
});

test('sending a message takes five statements, brackets included', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  await expectQueries(chat.test, 5, () => chat.aMessage(amara, channelId, 'plain'));
});

test('members cost the same however many they are', async () => {
  const amara = await chat.aPerson();
  const MEMBERS = `query ($id: ID!) { channel(id: $id) { members(first: 100) { nodes { lastReadSeq user { id presence { state } } } } } }`;
  for (const count of [1, 15]) {
    const others = [];
    for (let n = 0; n < count; n += 1) others.push(await chat.aPerson());
    const id = await chat.aChannel(amara, others);
    await expectQueries(chat.test, 4, () => chat.must(amara, MEMBERS, { id }));
  }
});

const SIDEBAR = `{ viewer { sidebar { liveCursor mentionCount entries {
  id unreadCount mentionCount channel { id name } membership { role } peer { id presence { state } } lastMessage { seq text } } } } }`;

test('a sidebar costs the same however many channels it has', async () => {
  for (const channels of [1, 12]) {
    const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
    for (let n = 0; n < channels; n += 1) {
      await chat.aMessage(amara, await chat.aChannel(amara, [jonas]), 'hi');
    }
    const { sidebar } = await expectQueries(chat.test, 3, () => chat.must(jonas, SIDEBAR));
    expect(sidebar.entries).toHaveLength(channels);
  }
});
