import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a transcription provider under test was sent. */
export interface Sent {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What it answers. */
export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

/** A transcription provider of one's own, as an operator may run one: it hears everything and answers what it is told to. */
export class Listener {
  readonly sent: Sent[] = [];
  reply: (sent: Sent) => Reply = () => ({ status: 503 });

  private readonly server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method, headers } = request;
      const sent = { method, headers, body: Buffer.concat(pieces) };
      this.sent.push(sent);
      const { status, type = 'text/plain', body = '' } = this.reply(sent);
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });

  static async start(): Promise<Listener> {
    const listener = new Listener();
    await new Promise<void>((resolve) => listener.server.listen(0, '127.0.0.1', resolve));
    return listener;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/hear`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}

/** One that stops with its test. */
export async function aListener(): Promise<Listener> {
  const listener = await Listener.start();
  onTestFinished(() => listener.stop());
  return listener;
}
