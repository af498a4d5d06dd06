import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { graphqlOf } from '../client/ask.js';

const TEXT_FINAL = 0x81;
const MASKED = 0x80;
/** More than any answer that is waited for. */
const KEPT = 512 * 1_024;

/** A text frame as clients send it (RFC 6455 §5.2); the mask is zero, which leaves the text as it is. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const mask = Buffer.alloc(4);
  if (length < 126) return Buffer.concat([Buffer.from([TEXT_FINAL, MASKED | length]), mask, payload]);
  const isShort = length < 65_536;
  const size = Buffer.alloc(isShort ? 2 : 8);
  if (isShort) size.writeUInt16BE(length);
  else size.writeBigUInt64BE(BigInt(length));
  return Buffer.concat([Buffer.from([TEXT_FINAL, MASKED | (isShort ? 126 : 127)]), size, mask, payload]);
}

/** The frame of a message of graphql-transport-ws. */
export const frameOf = (message: object): Buffer => textFrame(JSON.stringify(message));

/** The code of a close frame (RFC 6455 §5.5.1) among what was received; texts of the protocol are ASCII. */
function closeCodeIn(received: string): number | null {
  const [, code] = /\x88[\x02-\x7d]([^]{2})/.exec(received) ?? [];
  return code ? Buffer.from(code, 'latin1').readUInt16BE() : null;
}

/**
 * A connection that speaks graphql-transport-ws byte by byte, so that it can end in the middle of anything: no library
 * is there to say goodbye.
 */
export class BareLine {
  /** Resolves when it is over, with the code of the close frame; 1006 when there was none. */
  readonly closed: Promise<number>;
  private received = '';
  private waiting: (() => void) | null = null;
  /** Whether the other side ended it, and with what last words. */
  private end: string | null = null;
  private readonly socket: Socket;

  constructor(private readonly gateway: string) {
    const { hostname, port } = new URL(gateway);
    this.socket = connect({ host: hostname, port: Number(port) });
    this.socket.setNoDelay();
    const closed = Promise.withResolvers<number>();
    this.closed = closed.promise;
    this.socket.on('data', (chunk: Buffer) => {
      this.received = (this.received + chunk.toString('latin1')).slice(-KEPT);
      const code = closeCodeIn(this.received);
      // As it is asked to, it goes.
      if (code !== null) this.socket.destroy();
      if (code !== null) closed.resolve(code);
      this.waiting?.();
    });
    // A reset is an end like any other here.
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.end = this.received.slice(-200);
      this.waiting?.();
      closed.resolve(1006);
    });
  }

  write(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Asks for a WebSocket; the answer has to be awaited. */
  upgrade(): void {
    const { host, pathname } = new URL(graphqlOf(this.gateway));
    const key = randomBytes(16).toString('base64');
    this.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n` +
        `Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
    );
  }

  say(message: object): void {
    this.write(frameOf(message));
  }

  /** Sends a text that may be no message at all. */
  sayText(text: string): void {
    this.write(textFrame(text));
  }

  /** Resolves when the other side has said that. @throws Error when it ended the line instead */
  async hears(text: string): Promise<void> {
    while (!this.received.includes(text)) {
      if (this.end !== null) throw new Error(`The line ended before ${text}: ${this.end}`);
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
    this.received = this.received.slice(this.received.indexOf(text) + text.length);
  }

  /** Is gone without a word: by a FIN, or by a reset as when a machine dies or a proxy gives up. */
  vanish(how: 'fin' | 'reset'): void {
    if (how === 'reset') this.socket.resetAndDestroy();
    else this.socket.destroy();
  }
}
