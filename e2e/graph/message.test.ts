import { describe, expect, test } from 'vitest';
import { codesOf } from '../client/ask.js';
import {
  AddReactionDocument,
  ChannelPageDocument,
  ChannelSummaryDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  MarkReadDocument,
  OneMessageDocument,
  OpenDirectChannelDocument,
  RemoveReactionDocument,
  SendMessageDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, say } from '../product.js';

describe('a message', () => {
  test('is read by the others as it was written, in order and without gaps', async () => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head, student);
    const first = await say(head, channelId, 'The board meets on **Thursday**.');
    const second = await say(student, channelId, 'Noted, thank you — see you there.');
    expect(second.seq).toBe(first.seq + 1);
    const { channel } = await student.get(ChannelPageDocument, { id: channelId }, 1);
    const said = channel?.messages.nodes.filter(({ text }) => text !== null) ?? [];
    expect(said.map(({ id, text }) => [id, text])).toEqual([
      [first.id, 'The board meets on **Thursday**.'],
      [second.id, 'Noted, thank you — see you there.'],
    ]);
  });

  test('is changed by its author alone, and says so', async () => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head, student);
    const sent = await say(head, channelId, 'The board meets on Thurday.');
    const input = { messageId: sent.id, text: 'The board meets on Thursday.', expectedVersion: sent.version };
    const refused = await student.ask(EditMessageDocument, { input: { ...input, key: aKey() } });
    expect(codesOf(refused)).toEqual(['FORBIDDEN']);
    const { editMessage } = await head.get(EditMessageDocument, { input: { ...input, key: aKey() } });
    expect(editMessage).toMatchObject({
      id: sent.id,
      seq: sent.seq,
      text: input.text,
      version: sent.version + 1,
    });
    expect(editMessage.editedAt).not.toBeNull();
    const late = await head.ask(EditMessageDocument, { input: { ...input, text: 'Older', key: aKey() } });
    expect(codesOf(late)).toEqual(['CONFLICT']);
    expect((await student.get(OneMessageDocument, { id: sent.id })).message?.text).toBe(input.text);
  });

  test('leaves a tombstone when it is deleted, without its words', async () => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head, student);
    const sent = await say(student, channelId, 'Sent to the wrong channel');
    const { deleteMessage } = await student.get(DeleteMessageDocument, {
      input: { messageId: sent.id, key: aKey() },
    });
    expect(deleteMessage).toMatchObject({ id: sent.id, seq: sent.seq, text: null });
    const { message } = await head.get(OneMessageDocument, { id: sent.id }, 1);
    expect(message).toMatchObject({ text: null, seq: sent.seq });
    expect(message?.deletedAt).not.toBeNull();
  });

  test('gathers reactions, one of a kind from each person', async () => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head, student);
    const { id: messageId } = await say(head, channelId, 'We passed the audit.');
    const react = (emoji: string) => ({ input: { messageId, emoji, key: aKey() } });
    await head.get(AddReactionDocument, react('🎉'));
    await head.get(AddReactionDocument, react('🎉'));
    const { addReaction } = await student.get(AddReactionDocument, react('🎉'));
    expect(addReaction.reactions).toEqual([{ emoji: '🎉', count: 2 }]);
    const { removeReaction } = await student.get(RemoveReactionDocument, react('🎉'));
    expect(removeReaction).toMatchObject({ reactions: [{ emoji: '🎉', count: 1 }], viewerReactions: [] });
    const words = await student.ask(AddReactionDocument, react('not an emoji'));
    expect(codesOf(words)).toEqual(['INVALID']);
    expect(words.errors[0]?.extensions['field']).toBe('emoji');
  });

  test('answers another one', async () => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head, student);
    const question = await say(student, channelId, 'Which room?');
    const input = { channelId, replyToId: question.id, text: 'Room 2.14', key: aKey() };
    const { sendMessage } = await head.get(SendMessageDocument, { input });
    expect(sendMessage.replyTo).toEqual({ id: question.id, text: 'Which room?' });
  });

  test('addresses people, who see that they were', async () => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head, student);
    const sent = await say(
      head,
      channelId,
      `[@Daniel Mwangi](mention:${student.id}) could you take minutes?`,
    );
    expect(sent.mentions).toEqual([
      { kind: 'PERSON', target: { __typename: 'User', id: student.id, displayName: 'Daniel Mwangi' } },
    ]);
    const { channel } = await student.get(ChannelSummaryDocument, { id: channelId });
    expect(channel?.viewerEntry).toMatchObject({ unreadCount: 1, mentionCount: 1 });
  });
});

describe('the read cursor', () => {
  test('moves forward only and takes the counts with it', async () => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head, student);
    const first = await say(head, channelId, 'One');
    const second = await say(head, channelId, `Two, [@Daniel Mwangi](mention:${student.id})`);
    const read = (seq: number) => student.get(MarkReadDocument, { input: { channelId, seq, key: aKey() } });
    expect((await read(first.seq)).markRead).toEqual({
      lastReadSeq: first.seq,
      unreadCount: 1,
      mentionCount: 1,
    });
    expect((await read(second.seq)).markRead).toEqual({
      lastReadSeq: second.seq,
      unreadCount: 0,
      mentionCount: 0,
    });
    expect((await read(first.seq)).markRead).toEqual({
      lastReadSeq: second.seq,
      unreadCount: 0,
      mentionCount: 0,
    });
    const { channel } = await student.get(ChannelSummaryDocument, { id: channelId }, 1);
    expect(channel?.viewerEntry?.lastReadSeq).toBe(second.seq);
  });
});

describe('a retry', () => {
  test('on another gateway gives the message that was sent the first time', async () => {
    const head = await a('head');
    const channelId = await aChannel(head);
    const input = { channelId, text: 'Exactly once, please.', key: aKey() };
    const { sendMessage: first } = await head.get(SendMessageDocument, { input });
    const { sendMessage: again } = await head.get(SendMessageDocument, { input }, 1);
    expect([again.id, again.seq]).toEqual([first.id, first.seq]);
    const { channel } = await head.get(ChannelPageDocument, { id: channelId });
    expect(channel?.messages.nodes.filter(({ text }) => text === input.text)).toHaveLength(1);
  });

  test('twenty at once make one message', async () => {
    const head = await a('head');
    const channelId = await aChannel(head);
    const input = { channelId, text: 'Only one of us.', key: aKey() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, gateway) => head.get(SendMessageDocument, { input }, gateway)),
    );
    expect(new Set(answers.map(({ sendMessage }) => sendMessage.id)).size).toBe(1);
  });

  test('with the key of another message is a conflict', async () => {
    const head = await a('head');
    const channelId = await aChannel(head);
    const key = aKey();
    await head.get(SendMessageDocument, { input: { channelId, text: 'This', key } });
    const answer = await head.ask(SendMessageDocument, { input: { channelId, text: 'That', key } }, 1);
    expect(codesOf(answer)).toEqual(['CONFLICT']);
  });
});

test('two people have one channel, whoever opens it first', async () => {
  const [colleague, dean] = [await a('colleague'), await a('dean')];
  const open = async (one: typeof dean, other: typeof dean) =>
    (await one.get(OpenDirectChannelDocument, { input: { userId: other.id, key: aKey() } }))
      .openDirectChannel;
  const opened = await open(colleague, dean);
  expect(await open(dean, colleague)).toMatchObject({ id: opened.id, kind: 'DIRECT' });
});
