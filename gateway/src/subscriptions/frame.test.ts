import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { expect, test } from 'vitest';
import { asciiJson, nextFrame } from './frame.js';

/** What a WebSocket client reads of raw frames. */
async function read(frames: readonly Buffer[]): Promise<unknown[]> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (_socket, { socket }: { socket: Socket }) => {
    for (const frame of frames) socket.write(frame);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  const heard: unknown[] = [];
  const all = new Promise<void>((resolve) => {
    client.on('message', (data: Buffer) => {
      heard.push(JSON.parse(data.toString()));
      if (heard.length === frames.length) resolve();
    });
  });
  await all;
  client.terminate();
  sockets.close();
  server.close();
  return heard;
}

const payload = (length: number) => Buffer.from(JSON.stringify({ data: { text: 'é'.repeat(length) } }));

test('frames of every header length are read as the messages they hold, each with its own id', async () => {
  const ids = ['1', '2', 'a longer id', 'ids may hold "quotes", \\ and 🙂'];
  const expected = [10, 1_000, 50_000].flatMap((length) => ids.map((id) => ({ id, length })));
  const frames = expected.map(({ id, length }) => nextFrame(asciiJson(id), payload(length)));
  expect(await read(frames)).toEqual(
    expected.map(({ id, length }) => ({ id, type: 'next', payload: { data: { text: 'é'.repeat(length) } } })),
  );
});

test('the same answer to ids of one length differs in nothing else', () => {
  const answer = payload(20);
  const [one, two] = [nextFrame('"aa"', answer), nextFrame('"bb"', answer)];
  expect(one.toString('latin1').replace('"aa"', '"bb"')).toBe(two.toString('latin1'));
});
