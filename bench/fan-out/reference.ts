import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';

/** One text frame as a server sends it (RFC 6455 §5.2), whole. */
function frameOf(payload: Buffer): Buffer {
  const { length } = payload;
  const header =
    length < 126 ? Buffer.from([0x81, length]) : Buffer.from([0x81, 126, length >> 8, length & 0xff]);
  return Buffer.concat([header, payload]);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A bare `ws` server: whatever is posted to it goes to every socket, as one frame that is built once. */
const sockets = new Set<Socket>();
const server = createServer((request, response) => {
  void bodyOf(request).then((body) => {
    const frame = frameOf(body);
    for (const socket of sockets) socket.write(frame);
    response.end();
  });
});
const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
webSockets.on('connection', (webSocket, { socket }) => {
  sockets.add(socket);
  webSocket.on('close', () => sockets.delete(socket));
  webSocket.on('error', () => {
    webSocket.terminate();
  });
});

server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit(0));
