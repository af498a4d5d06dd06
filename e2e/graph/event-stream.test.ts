import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import type { Stream } from '../client/stream.js';
import {
  ChannelEventsDocument,
  SendMessageDocument,
  SidebarEventsDocument,
  ViewerEventsDocument,
  WhoamiDocument,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { a, aChannel, liveCursorOf, say, subgraphs } from '../product.js';
import { startEmbedded } from '../stack/embedded-stack.js';

type Document = TypedDocumentNode<Record<string, unknown>, Record<string, unknown>>;

/** The same operation over both protocols. */
const overBoth = (person: Person, document: Document, variables: Record<string, unknown>) =>
  [person.follow(document, variables), person.followBySse(document, variables)] as const;

/** What a stream says until `isLast`, or why it was refused. */
const told = (stream: Stream<unknown>, isLast: (answer: unknown) => boolean): Promise<unknown> =>
  stream.until(isLast).catch((error: unknown) => (Array.isArray(error) ? error.map(codeOf) : codeOf(error)));

/** The code of an error, as either client throws it. */
const codeOf = (error: unknown): string =>
  /"code":"(\w+)"/.exec(JSON.stringify(error) + String(error))?.[1] ?? String(error);

const isCaughtUp = (answer: unknown): boolean => JSON.stringify(answer).includes('CaughtUp');

describe('over server-sent events as over a socket', () => {
  test.each<[string, Document]>([
    ['a sidebar', SidebarEventsDocument],
    ['an account', ViewerEventsDocument],
  ])('%s is followed', async (_what, document) => {
    const head = await a('head');
    const [socket, stream] = overBoth(head, document, {});
    const kindOf = (answer: unknown) => /"__typename":"(\w+)"/.exec(JSON.stringify(answer))?.[1];
    expect(kindOf(await stream.next())).toBe(kindOf(await socket.next()));
    await stream[Symbol.asyncDispose]();
  });

  test('a channel is followed from a cursor, with the same events and cursors', async () => {
    const head = await a('head');
    const channelId = await aChannel(head);
    const after = await liveCursorOf(head, channelId);
    for (const text of ['One', 'Two', 'Three']) await say(head, channelId, text);
    const [socket, stream] = overBoth(head, ChannelEventsDocument as unknown as Document, {
      channelId,
      after,
    });
    const heard = (await stream.until(isCaughtUp)).slice(0, -1);
    expect(heard).toHaveLength(3);
    expect(heard).toEqual((await socket.until(isCaughtUp)).slice(0, -1));
    await stream[Symbol.asyncDispose]();
  });

  test('queries and mutations are answered', async () => {
    const head = await a('head');
    expect(await head.followBySse(WhoamiDocument, {}).rest()).toEqual([{ viewer: { id: head.id } }]);
    const input = { channelId: await aChannel(head), text: 'By event stream', key: aKey() };
    const [sent] = await head.followBySse(SendMessageDocument, { input }).rest();
    expect(sent?.sendMessage).toMatchObject({ text: 'By event stream', author: { id: head.id } });
  });

  test.each<[string, Document, string]>([
    ['what is no field', parse('subscription { nothing }'), 'INVALID'],
    ['what is hidden', ChannelEventsDocument as unknown as Document, 'NOT_FOUND'],
  ])('%s is refused in the same words', async (_what, document, code) => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head);
    const [socket, stream] = overBoth(student, document, { channelId });
    expect([await told(socket, () => true)].flat()).toEqual([code]);
    expect([await told(stream, () => true)].flat()).toEqual([code]);
  });
});

// Several gateways are stopped one after the other in rolling-restart.test.ts.
test.skipIf(subgraphs.length > 0)(
  'a product that stops sends sockets and event streams elsewhere',
  async () => {
    const stack = await startEmbedded();
    try {
      await using head = await Person.signIn(stack.gatewayUrls, people.head);
      const socket = head.connect();
      await socket.follow(ViewerEventsDocument, {}).next();
      const stream = head.followBySse(ViewerEventsDocument, {});
      await stream.next();
      const ended = stream.rest().catch(() => 'cut');
      await stack.kill('SIGTERM');
      expect((await socket.closed).code).toBe(1001);
      // Not "complete": that would say that there is nothing to come back for.
      expect(await ended).toBe('cut');
    } finally {
      await stack.stop();
    }
  },
);
