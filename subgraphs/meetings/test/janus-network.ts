import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

const COOKIE = 0x2112a442;

/** Answers who asks for their address: a binding response with XOR-MAPPED-ADDRESS (RFC 8489). */
export async function aStunServer(): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (request, { address, port }) => {
    const answer = Buffer.alloc(32);
    answer.writeUInt16BE(0x0101, 0);
    answer.writeUInt16BE(12, 2);
    request.copy(answer, 4, 4, 20);
    answer.writeUInt16BE(0x0020, 20);
    answer.writeUInt16BE(8, 22);
    answer.writeUInt16BE(0x0001, 24);
    answer.writeUInt16BE(port ^ (COOKIE >>> 16), 26);
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    answer.writeUInt32BE((((a << 24) | (b << 16) | (c << 8) | d) ^ COOKIE) >>> 0, 28);
    socket.send(answer, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => {
    socket.close();
  });
  return `127.0.0.1:${socket.address().port}`;
}

/** A network between us and a server that can be cut and mended. */
export class Wire {
  private readonly sockets = new Set<Socket>();
  private isCut = false;
  private isFrozen = false;

  private constructor(readonly url: string) {}

  static async to(target: string): Promise<Wire> {
    const { hostname, port } = new URL(target);
    const server = createServer((near) => {
      if (wire.isCut) {
        near.destroy();
        return;
      }
      const far = connect(Number(port), hostname);
      wire.join(near, far);
      wire.join(far, near);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const wire = new Wire(`ws://127.0.0.1:${(server.address() as { port: number }).port}`);
    onTestFinished(() => {
      wire.cut();
      server.close();
    });
    return wire;
  }

  /** Breaks every connection, and lets nobody connect. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  mend(): void {
    this.isCut = false;
    this.isFrozen = false;
  }

  /** Nothing passes any more, and nobody is told. */
  freeze(): void {
    this.isFrozen = true;
  }

  private join(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (data) => {
      if (!this.isFrozen && !to.destroyed) to.write(data);
    });
    from.on('close', () => to.destroy());
    from.on('error', () => to.destroy());
  }
}
