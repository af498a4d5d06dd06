import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';
import { aPng, fileRefusal } from '../../test/files.js';

let server: Server;
let host: string;
let asked: string[];
let chat: TestChat;
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url.endsWith('.png')) response.writeHead(200, { 'content-type': 'image/png' }).end(aPng(64, 32));
    else if (url.startsWith('/page')) {
      const html = `<title>The page</title><meta name="description" content="What it is about">
        <meta property="og:image" content="/cover.png">`;
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    } else if (url === '/inside') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  chat = await startChat('usual', { LINK_PREVIEW_HOSTS: host });
});
afterAll(async () => {
  await chat.stop();
  server.close();
});

const PREVIEWS = `linkPreviews { url title description imageUrl imageWidth imageHeight }`;
const EVENTS = `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename
  ... on MessageAdded { message { id text ${PREVIEWS} } } ... on MessageChanged { message { id text ${PREVIEWS} } } } }`;
const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { version } }`;

async function aTalk() {
  asked = [];
  const [amara, jonas, stranger] = await chat.people([{}, {}, {}]);
  if (!amara || !jonas || !stranger) throw new Error('Three people were asked for');
  const channelId = await chat.aChannel(amara, [jonas]);
  const stream = chat.as(jonas).follow(EVENTS, { id: channelId });
  await take(stream, 1);
  return { amara, jonas, stranger, channelId, stream };
}

const next = async (stream: Parameters<typeof take>[0]) => {
  const [answer] = await take(stream, 1);
  return (answer?.data as { channelEvents: { __typename: string; message: Record<string, never> } })
    .channelEvents;
};

test('a message comes at once, and what its addresses lead to a moment later', async () => {
  const { amara, jonas, stranger, channelId, stream } = await aTalk();
  const url = `http://${host}/page/1`;
  const { id } = await chat.aMessage(amara, channelId, `Look: ${url}`);
  expect(await next(stream)).toMatchObject({ __typename: 'MessageAdded', message: { id, linkPreviews: [] } });
  const changed = await next(stream);
  const [{ imageUrl }] = changed.message['linkPreviews'] as unknown as [{ imageUrl: string }];
  expect(changed).toEqual({
    __typename: 'MessageChanged',
    message: {
      id,
      text: `Look: ${url}`,
      linkPreviews: [
        {
          url,
          title: 'The page',
          description: 'What it is about',
          imageUrl,
          imageWidth: 64,
          imageHeight: 32,
        },
      ],
    },
  });
  const imageId = imageUrl.replace('/content/', '');
  expect(await fileRefusal(chat, jonas, { op: 'describe', id: imageId })).toBeNull();
  expect(await fileRefusal(chat, stranger, { op: 'describe', id: imageId })).toBe('NOT_FOUND');
  await stream.return();
});

test('an edit changes the previews, and one without addresses takes them away', async () => {
  const { amara, channelId, stream } = await aTalk();
  const message = await chat.aMessage(amara, channelId, `http://${host}/page/2`);
  await next(stream);
  await next(stream);
  const edit = (text: string, expectedVersion: number) =>
    chat.must(amara, EDIT, { input: { messageId: message.id, text, expectedVersion, key: aKey() } });
  await edit('Never mind', message.version);
  expect((await next(stream)).message).toMatchObject({ text: 'Never mind' });
  expect((await next(stream)).message).toMatchObject({ text: 'Never mind', linkPreviews: [] });
  await stream.return();
});

test('what was read lately is not asked for again', async () => {
  const { amara, channelId, stream } = await aTalk();
  for (let nth = 0; nth < 2; nth += 1) {
    await chat.aMessage(amara, channelId, `http://${host}/page/3`);
    await next(stream);
    await next(stream);
  }
  expect(asked).toEqual(['/page/3', '/cover.png']);
  await stream.return();
});

test('an address of our own network is not asked, directly or by a redirect', async () => {
  const { amara, channelId, stream } = await aTalk();
  await chat.aMessage(amara, channelId, `http://${host}/inside http://127.0.0.1:1/ http://${host}/page/4`);
  await next(stream);
  const changed = await next(stream);
  expect((changed.message['linkPreviews'] as unknown as { url: string }[]).map(({ url }) => url)).toEqual([
    `http://${host}/page/4`,
  ]);
  expect(asked.toSorted()).toEqual(['/cover.png', '/inside', '/page/4']);
  await stream.return();
});
