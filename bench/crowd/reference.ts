import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

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

interface Listener {
  readonly webSocket: WebSocket;
  readonly socket: Socket;
}

const groups = new Map<string, Set<Listener>>();

/** The groups that a path names: `/frame/3` or `/0,1,2`. */
const namesIn = (url: string | undefined): string[] => (url ?? '').split('/').at(-1)?.split(',') ?? [];

function tell(listeners: ReadonlySet<Listener>, body: Buffer, prebuilt: boolean): void {
  if (prebuilt) {
    const frame = frameOf(body);
    for (const { socket } of listeners) socket.write(frame);
  } else {
    for (const { webSocket } of listeners) webSocket.send(body, { binary: false });
  }
}

/**
 * A bare `ws` server: what is posted to `/frame/<group>` goes to every socket of the group as one frame that is built
 * once, what is posted to `/send/<group>` by send(). A socket opens `/<group>,<group>…`.
 */
const server = createServer((request, response) => {
  void bodyOf(request).then((body) => {
    const prebuilt = request.url?.startsWith('/frame') ?? false;
    for (const name of namesIn(request.url)) tell(groups.get(name) ?? new Set(), body, prebuilt);
    response.end();
  });
});
const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
webSockets.on('connection', (webSocket, { socket, url }) => {
  const listener = { webSocket, socket };
  const joined = namesIn(url).map((name) => {
    const group = groups.get(name) ?? new Set();
    groups.set(name, group);
    group.add(listener);
    return group;
  });
  webSocket.on('close', () => {
    for (const group of joined) group.delete(listener);
  });
  webSocket.on('error', () => {
    webSocket.terminate();
  });
});

server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit(0));
