import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const MARK = Buffer.from('@@');
const MARK_LENGTH = 6;
const OPCODE = { text: 0x1, close: 0x8, ping: 0x9 } as const;
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** What happens on a socket. */
export interface Events {
  /** A text frame without a mark. */
  readonly onText: (text: string) => void;
  /** A frame that holds `@@` and a number of six digits; the payload is only valid during the call. */
  readonly onMark: (mark: number, bytes: number, payload: Buffer) => void;
  /** The server ended the socket; with its code, when it gave one. */
  readonly onEnd?: (reason: string) => void;
}

/** A text frame as RFC 6455 has clients send it; the mask of zeros leaves the payload as it is. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const header =
    length < 126
      ? Buffer.from([0x81, 0x80 | length])
      : Buffer.from([0x81, 0x80 | 126, length >> 8, length & 0xff]);
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}

/** A WebSocket that costs its own process as little as can be, so that the server is what is measured. */
export class SocketClient {
  private rest: Buffer = Buffer.alloc(0);
  private isOpen = false;
  private isOver = false;

  private constructor(
    private readonly socket: Socket,
    private readonly events: Events,
    private readonly opened: () => void,
  ) {}

  static open(url: string, protocol: string | null, events: Events): Promise<SocketClient> {
    const { hostname, port, host, pathname } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      const client: SocketClient = new SocketClient(socket, events, () => {
        resolve(client);
      });
      socket.setNoDelay(true);
      socket.on('error', (error) => {
        reject(error);
        client.end(error.message);
      });
      socket.once('close', () => {
        client.end('1006');
      });
      socket.on('data', (chunk: Buffer) => {
        try {
          client.read(chunk);
        } catch (error) {
          // Nobody else hears what is thrown in a listener of a socket.
          reject(error instanceof Error ? error : new Error(String(error)));
          socket.destroy();
        }
      });
      const lines = [
        `GET ${pathname} HTTP/1.1`,
        `Host: ${host}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Version: 13',
        ...(protocol === null ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
  }

  send(text: string): void {
    this.socket.write(textFrame(text));
  }

  /** Stops reading: what is sent to it piles up on the way. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(): void {
    this.isOver = true;
    this.socket.destroy();
  }

  private end(reason: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.socket.destroy();
    this.events.onEnd?.(reason);
  }

  private read(chunk: Buffer): void {
    let data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    if (!this.isOpen) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) {
        this.rest = data;
        return;
      }
      const status = data.toString('latin1', 0, end).split('\r\n')[0] ?? '';
      if (!status.includes(' 101 ')) throw new Error(`The socket was refused: ${status}`);
      data = data.subarray(end + 4);
      this.isOpen = true;
      this.opened();
    }
    this.rest = this.readFrames(data);
  }

  /** Takes whole frames and gives back what is left. */
  private readFrames(data: Buffer): Buffer {
    let at = 0;
    for (;;) {
      if (data.length - at < 2) break;
      const short = (data[at + 1] ?? 0) & 0x7f;
      const header = short < 126 ? 2 : 4;
      if (short === 127) throw new Error('A frame is larger than any that is expected');
      if (data.length - at < header) break;
      const length = short < 126 ? short : data.readUInt16BE(at + 2);
      if (data.length - at < header + length) break;
      this.take((data[at] ?? 0) & 0x0f, data.subarray(at + header, at + header + length));
      at += header + length;
    }
    // A copy, so that a few bytes do not hold on to the whole chunk.
    return at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at));
  }

  private take(opcode: number, payload: Buffer): void {
    if (opcode === OPCODE.ping) this.socket.write(PONG);
    if (opcode === OPCODE.close) this.end(String(payload.length >= 2 ? payload.readUInt16BE(0) : 1005));
    if (opcode !== OPCODE.text) return;
    const mark = payload.indexOf(MARK);
    if (mark < 0) this.events.onText(payload.toString());
    else {
      this.events.onMark(
        Number(payload.toString('latin1', mark + 2, mark + 2 + MARK_LENGTH)),
        payload.length,
        payload,
      );
    }
  }
}

/** The text of the n-th message, which its frame is known by. */
export const marked = (n: number): string => `@@${String(n).padStart(MARK_LENGTH, '0')}`;
