import { expect, test } from 'vitest';
import {
  AddReactionDocument,
  ChannelEventsDocument,
  ChannelPageDocument,
  MemberNamesDocument,
  PersonDocument,
  SidebarEventsDocument,
  SidebarNamesDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, type ChannelEvent, followChannel, liveCursorOf, say } from '../product.js';

test('one query reads messages from chat and the names of their authors from identity', async () => {
  const [head, employee] = [await a('head'), await a('employee')];
  const channelId = await aChannel(head, employee);
  await say(head, channelId, 'Good morning');
  await say(employee, channelId, 'Habari za asubuhi');
  const { channel } = await employee.get(ChannelPageDocument, { id: channelId });
  const said = channel?.messages.nodes.filter(({ text }) => text !== null) ?? [];
  expect(said.map(({ author, text }) => [author?.displayName, text])).toEqual([
    ['Amara Okafor', 'Good morning'],
    ['Baraka Otieno', 'Habari za asubuhi'],
  ]);
});

test('lists of people are completed in one go', async () => {
  const [head, employee, student] = [await a('head'), await a('employee'), await a('student')];
  const channelId = await aChannel(head, employee, student);
  const { channel } = await student.get(MemberNamesDocument, { id: channelId });
  expect(channel?.members.nodes.map(({ user }) => user?.displayName).sort()).toEqual([
    'Amara Okafor',
    'Baraka Otieno',
    'Daniel Mwangi',
  ]);
});

test('a person of identity has the presence of chat', async () => {
  const [head, employee] = [await a('head'), await a('employee')];
  const { user } = await head.get(PersonDocument, { id: employee.id });
  expect(user).toMatchObject({ displayName: 'Baraka Otieno', timeZone: 'Africa/Nairobi' });
  expect(user?.presence).not.toBeUndefined();
});

test.each(['WebSocket', 'server-sent events'] as const)(
  'each event over %s brings its author from identity',
  async (wire) => {
    const [head, employee] = [await a('head'), await a('employee')];
    const channelId = await aChannel(head, employee);
    const variables = { channelId, after: await liveCursorOf(employee, channelId) };
    const results =
      wire === 'WebSocket'
        ? employee.follow(ChannelEventsDocument, variables)
        : employee.followBySse(ChannelEventsDocument, variables);
    await using events = results.map(({ channelEvents }) => channelEvents);
    const sent = await say(head, channelId, 'Can you hear me?');
    const heard = await events.find((event) => event.__typename === 'MessageAdded');
    expect(heard.message).toMatchObject({
      id: sent.id,
      text: 'Can you hear me?',
      author: { id: head.id, displayName: 'Amara Okafor' },
    });
    const replied = await say(employee, channelId, 'Loud and clear');
    const answered = await events.find((event) => event.__typename === 'MessageAdded');
    expect(answered.message).toMatchObject({ id: replied.id, author: { displayName: 'Baraka Otieno' } });
  },
);

test('all who follow with one selection get the same events, reactions included', async () => {
  const [head, employee, student] = [await a('head'), await a('employee'), await a('student')];
  const channelId = await aChannel(head, employee, student);
  const after = await liveCursorOf(head, channelId);
  await using one = followChannel(employee, channelId, after);
  await using other = followChannel(student, channelId, after, 1);
  const { id: messageId } = await say(head, channelId, 'React to this');
  await student.get(AddReactionDocument, { input: { messageId, emoji: '👍', key: aKey() } });
  const isReaction = (event: ChannelEvent) => event.__typename === 'ReactionChanged';
  const [heard, same] = [await one.until(isReaction), await other.until(isReaction)];
  // What an event brings is read when it is delivered; what happened, and where it stands, is the same for all.
  const happened = (events: ChannelEvent[]) =>
    events.flatMap(({ __typename, cursor, at }) =>
      __typename === 'CaughtUp' ? [] : [{ __typename, cursor, at }],
    );
  expect(happened(heard)).toEqual(happened(same));
  expect(heard.at(-1)).toMatchObject({
    messageId,
    emoji: '👍',
    added: true,
    count: 1,
    user: { displayName: 'Daniel Mwangi' },
  });
});

test('the sidebar tells of unread messages as they come', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head, student);
  const { viewer } = await student.get(SidebarNamesDocument, {});
  const after = viewer?.sidebar?.liveCursor ?? '';
  await using events = student
    .follow(SidebarEventsDocument, { after })
    .map(({ sidebarEvents }) => sidebarEvents);
  await say(head, channelId, 'Unread until read');
  const changed = await events.find(
    (event) => event.__typename === 'SidebarEntryChanged' && event.entry.channel.id === channelId,
  );
  expect(changed).toMatchObject({ entry: { unreadCount: 1, mentionCount: 0 } });
});
