import { expect, test } from 'vitest';
import type { Person } from '../client/person.js';
import {
  ChannelEventsDocument,
  ChannelPageDocument,
  DeleteMessageDocument,
  EditMessageDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, type ChannelEvent, followChannel, liveCursorOf, say } from '../product.js';

const MESSAGES = 50;

const textsOf = (events: readonly ChannelEvent[]): string[] =>
  events.flatMap((event) => (event.__typename === 'MessageAdded' ? [event.message.text ?? ''] : []));

const isMessage = (text: string) => (event: ChannelEvent) =>
  event.__typename === 'MessageAdded' && event.message.text === text;

/** Writes fifty messages, every other one through the other gateway. */
async function writeAll(author: Person, channelId: string): Promise<string[]> {
  const texts = Array.from({ length: MESSAGES }, (_, n) => `Message ${String(n + 1)} of ${String(MESSAGES)}`);
  for (const [n, text] of texts.entries()) await say(author, channelId, text, n);
  return texts;
}

test('a follower that is cut off again and again misses nothing and hears nothing twice', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head, student);
  let cursor = await liveCursorOf(student, channelId);
  const writing = writeAll(head, channelId);
  const heard: ChannelEvent[] = [];
  for (let round = 0; textsOf(heard).length < MESSAGES; round++) {
    await using socket = student.connect(round);
    const events = socket.follow(ChannelEventsDocument, { channelId, after: cursor });
    // A handful and away, in the middle of the writing; resumed on the other gateway.
    for (let taken = 0; taken < 7 && textsOf(heard).length < MESSAGES;) {
      const { channelEvents: event } = await events.next();
      cursor = event.cursor;
      if (event.__typename !== 'MessageAdded') continue;
      heard.push(event);
      taken++;
    }
  }
  expect(textsOf(heard)).toEqual(await writing);
});

test('live, replay and history tell the same story in the same order', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head, student);
  const start = await liveCursorOf(student, channelId);
  await using live = followChannel(student, channelId, start);
  const texts = await writeAll(head, channelId);
  const last = isMessage(texts.at(-1) ?? '');
  const heard = await live.until(last);
  await using replayed = followChannel(student, channelId, start, 1);
  const isEvent = ({ __typename }: ChannelEvent) => __typename !== 'CaughtUp';
  expect((await replayed.until(last)).filter(isEvent)).toEqual(heard.filter(isEvent));
  const { channel } = await student.get(ChannelPageDocument, { id: channelId, last: MESSAGES });
  expect(channel?.messages.nodes.map(({ text }) => text)).toEqual(texts);
  expect(textsOf(heard)).toEqual(texts);
});

test('an old snapshot and the events after it make the new one', async () => {
  const head = await a('head');
  const channelId = await aChannel(head);
  const kept = await say(head, channelId, 'Draft');
  const gone = await say(head, channelId, 'Never mind');
  const { channel: before } = await head.get(ChannelPageDocument, { id: channelId });
  const { editMessage } = await head.get(EditMessageDocument, {
    input: { messageId: kept.id, text: 'Final', expectedVersion: kept.version, key: aKey() },
  });
  await head.get(DeleteMessageDocument, { input: { messageId: gone.id, key: aKey() } });
  await using events = followChannel(head, channelId, before?.liveCursor ?? '');
  const seen = await events.until(({ __typename }) => __typename === 'CaughtUp');
  expect(seen).toMatchObject([
    { __typename: 'MessageChanged', message: { id: kept.id, text: 'Final', version: editMessage.version } },
    { __typename: 'MessageRemoved', messageId: gone.id },
    { __typename: 'CaughtUp' },
  ]);
});

test.each([
  ['of another channel', async (person: Person) => liveCursorOf(person, await aChannel(person))],
  ['that never was one', () => Promise.resolve('bm90IGEgY3Vyc29y')],
])('a cursor %s is told to be expired', async (_what, cursorFor) => {
  const head = await a('head');
  const channelId = await aChannel(head);
  const foreign = await cursorFor(head);
  await using events = followChannel(head, channelId, foreign);
  expect((await events.next()).__typename).toBe('CursorExpired');
});
