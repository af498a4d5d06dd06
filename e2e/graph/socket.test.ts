import { once } from 'node:events';
import { type DocumentNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { graphqlOf } from '../client/ask.js';
import { Person } from '../client/person.js';
import {
  ChannelEventsDocument,
  SendMessageDocument,
  ViewerEventsDocument,
  WhoamiDocument,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { a, aChannel, gateway, gateways, liveCursorOf } from '../product.js';

/** How many sockets one person may hold. */
const SOCKETS = 10;

const deep = parse(
  `{ viewer { ${'user { viewerDirectChannel { createdBy { '.repeat(5)} id ${'} } }'.repeat(5)} } }`,
);

test('queries and mutations are answered over a socket as over HTTP', async () => {
  const head = await a('head');
  const channelId = await aChannel(head);
  const socket = head.connect();
  expect(await socket.follow(WhoamiDocument, {}).rest()).toEqual([{ viewer: { id: head.id } }]);
  const input = { channelId, text: 'Over the wire', key: aKey() };
  const [sent] = await socket.follow(SendMessageDocument, { input }).rest();
  expect(sent?.sendMessage).toMatchObject({ text: 'Over the wire', author: { id: head.id } });
});

test.each<[string, DocumentNode]>([
  ['deeper than is allowed', deep],
  ['about a field that is not there', parse('{ nothingOfTheKind }')],
  [
    'about two streams at once',
    parse('subscription S { a: viewerEvents { cursor } b: viewerEvents { cursor } }'),
  ],
])('an operation that is %s fails alone; the socket and its streams live on', async (_what, document) => {
  const head = await a('head');
  const channelId = await aChannel(head);
  const socket = head.connect();
  const events = socket.follow(ChannelEventsDocument, {
    channelId,
    after: await liveCursorOf(head, channelId),
  });
  const refused: unknown = await socket
    .follow(document as typeof WhoamiDocument, {})
    .next()
    .catch((error: unknown) => error);
  expect(refused).toMatchObject([{ extensions: { code: 'INVALID' } }]);
  await socket.follow(SendMessageDocument, { input: { channelId, text: 'Still here', key: aKey() } }).rest();
  await events.find(({ channelEvents }) => channelEvents.__typename === 'MessageAdded');
});

test('a page of another site opens no socket', async () => {
  const url = graphqlOf(gateway).replace('http', 'ws');
  const socket = new WebSocket(url, 'graphql-transport-ws', { origin: 'https://evil.example' });
  const [error] = (await once(socket, 'error')) as [Error];
  expect(error.message).toMatch(/403/);
});

test('somebody who holds as many sockets as they may gets no more, and keeps those', async () => {
  await using amara = await Person.signIn(gateways, people.administrator);
  const held = Array.from({ length: SOCKETS }, () => amara.connect());
  await Promise.all(held.map((socket) => socket.follow(ViewerEventsDocument, {}).next()));
  expect((await amara.connect().closed).code).toBe(4429);
  expect(await held[0]?.follow(WhoamiDocument, {}).rest()).toEqual([{ viewer: { id: amara.id } }]);
});
