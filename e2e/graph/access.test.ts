import { expect, test } from 'vitest';
import { codesOf } from '../client/ask.js';
import {
  AddReactionDocument,
  ChannelEventsDocument,
  ChannelNamesDocument,
  ChannelPageDocument,
  EditMessageDocument,
  InviteToChannelDocument,
  OneMessageDocument,
  OpenDirectChannelDocument,
  PeopleDocument,
  PersonDocument,
  RemoveMemberDocument,
  SendMessageDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, followChannel, liveCursorOf, say } from '../product.js';

test('a removed member hears the removal at most, and nothing that comes after', async () => {
  const [head, employee, student] = [await a('head'), await a('employee'), await a('student')];
  const channelId = await aChannel(head, employee, student);
  const after = await liveCursorOf(head, channelId);
  await using removed = followChannel(student, channelId, after, 1);
  await using staying = followChannel(employee, channelId, after);
  await say(head, channelId, 'While you are still here');
  await removed.find((event) => event.__typename === 'MessageAdded');
  await head.get(RemoveMemberDocument, { input: { channelId, userId: student.id, key: aKey() } });
  await say(head, channelId, 'Now that we are among ourselves');
  const later = await staying.until(
    (event) =>
      event.__typename === 'MessageAdded' && event.message.text === 'Now that we are among ourselves',
  );
  expect(later.map(({ __typename }) => __typename)).toContain('MemberRemoved');
  // The stream ends by itself; whatever it still delivered was not a message.
  const rest = await removed.rest();
  expect(rest.map(({ __typename }) => __typename)).not.toContain('MessageAdded');
  const page = await student.ask(ChannelPageDocument, { id: channelId });
  expect(page.data?.channel ?? null).toBeNull();
});

test('who was removed cannot resume, and who is invited again can', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head, student);
  const after = await liveCursorOf(student, channelId);
  await head.get(RemoveMemberDocument, { input: { channelId, userId: student.id, key: aKey() } });
  await using refused = student.follow(ChannelEventsDocument, { channelId, after });
  await expect(refused.next()).rejects.toBeDefined();
  await head.get(InviteToChannelDocument, { input: { channelId, userIds: [student.id], key: aKey() } });
  const sent = await say(head, channelId, 'Welcome back');
  await using events = followChannel(student, channelId, await liveCursorOf(student, channelId));
  await events.find((event) => event.__typename === 'CaughtUp');
  const { message } = await student.get(OneMessageDocument, { id: sent.id });
  expect(message?.text).toBe('Welcome back');
});

test('a socket outlives a subscription that was refused on it', async () => {
  const [head, elsewhere] = [await a('head'), await a('elsewhere')];
  const hidden = await aChannel(head);
  const own = await aChannel(elsewhere);
  const socket = elsewhere.connect();
  await expect(socket.follow(ChannelEventsDocument, { channelId: hidden }).next()).rejects.toBeDefined();
  const events = socket.follow(ChannelEventsDocument, {
    channelId: own,
    after: await liveCursorOf(elsewhere, own),
  });
  await say(elsewhere, own, 'Still here');
  await events.find(({ channelEvents }) => channelEvents.__typename === 'MessageAdded');
});

test('what is not yours is answered like what is not there', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head);
  const hidden = await say(head, channelId, 'Between owners');
  const absent = hidden.id.replace(/.{4}$/, '0000');
  const ask = async (messageId: string) => {
    const input = { messageId, text: 'Mine now', expectedVersion: 1, key: aKey() };
    const { data, errors } = await student.ask(EditMessageDocument, { input });
    return {
      data,
      errors: errors.map(({ message, path, extensions: { code } }) => ({ message, path, code })),
    };
  };
  const refusal = await ask(hidden.id);
  expect(refusal).toEqual(await ask(absent));
  expect(refusal.errors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
  expect((await head.get(OneMessageDocument, { id: hidden.id })).message?.text).toBe('Between owners');
});

test('another organisation sees nobody and nothing', async () => {
  const [head, elsewhere] = [await a('head'), await a('elsewhere')];
  const channelId = await aChannel(head);
  const { id: messageId } = await say(head, channelId, 'Northgate only');
  expect((await elsewhere.ask(ChannelPageDocument, { id: channelId })).data?.channel ?? null).toBeNull();
  expect((await elsewhere.ask(OneMessageDocument, { id: messageId })).data?.message ?? null).toBeNull();
  expect((await elsewhere.ask(PersonDocument, { id: head.id })).data?.user ?? null).toBeNull();
  const { users } = await elsewhere.get(PeopleDocument, { first: 100 });
  expect(users.nodes.map(({ displayName }) => displayName)).not.toContain('Amara Okafor');
  const { channels } = await elsewhere.get(ChannelNamesDocument, {});
  expect(channels.nodes.map(({ name }) => name)).not.toContain('campus-chatter');
});

test('another organisation changes nothing', async () => {
  const [head, elsewhere] = [await a('head'), await a('elsewhere')];
  const channelId = await aChannel(head);
  const { id: messageId } = await say(head, channelId, 'Untouched');
  const send = await elsewhere.ask(SendMessageDocument, { input: { channelId, text: 'Hello', key: aKey() } });
  const react = await elsewhere.ask(AddReactionDocument, { input: { messageId, emoji: '👀', key: aKey() } });
  const open = await elsewhere.ask(OpenDirectChannelDocument, { input: { userId: head.id, key: aKey() } });
  expect([send, react, open].map(codesOf)).toEqual([['NOT_FOUND'], ['NOT_FOUND'], ['NOT_FOUND']]);
  const { channel } = await head.get(ChannelPageDocument, { id: channelId });
  expect(channel?.messages.nodes.filter(({ text }) => text !== null)).toMatchObject([
    { text: 'Untouched', reactions: [] },
  ]);
});
