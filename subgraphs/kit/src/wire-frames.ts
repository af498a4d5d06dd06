import type { Duplex } from 'node:stream';

/**
 * Frames of a wire: many questions and answers on one connection, in any order. Each is a length (of what follows it),
 * the number of the question and what it is; numbers are big-endian. What HTTP says with headers for every request is
 * said once, when the wire is opened: a question costs a fraction of what it costs over HTTP/1.1.
 */
export interface Frame {
  readonly id: number;
  readonly kind: FrameKind;
  /** A view of what was read: copied by whoever keeps it. */
  readonly payload: Buffer;
}

/** What a frame is. A cancelled question is not answered; who leaves takes nothing new. */
export const frameKinds = { question: 1, answer: 2, cancel: 3, leaving: 4 } as const;
export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

/** What came is no frame, or larger than any that is sent. */
export class FrameError extends Error {}

const LENGTH_BYTES = 4;
const HEAD_BYTES = 5;
const KINDS: ReadonlySet<number> = new Set(Object.values(frameKinds));

/** A frame with room for its payload, which is to be filled in from `at`. */
export function newFrame(id: number, kind: FrameKind, payloadBytes: number): { frame: Buffer; at: number } {
  const at = LENGTH_BYTES + HEAD_BYTES;
  const frame = Buffer.allocUnsafe(at + payloadBytes);
  frame.writeUInt32BE(HEAD_BYTES + payloadBytes, 0);
  frame.writeUInt32BE(id, LENGTH_BYTES);
  frame.writeUInt8(kind, LENGTH_BYTES + 4);
  return { frame, at };
}

/** Cuts what arrives into frames, however it was cut on its way. */
export class FrameReader {
  private readonly parts: Buffer[] = [];
  private bytes = 0;
  private wanted = LENGTH_BYTES;

  /** @param most bytes of the largest frame that is taken */
  constructor(
    private readonly most: number,
    private readonly onFrame: (frame: Frame) => void,
  ) {}

  /** @throws FrameError when it is no frame; nothing more can be read then */
  read(chunk: Buffer): void {
    this.parts.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes < this.wanted) return;
    let rest = this.parts.length === 1 ? chunk : Buffer.concat(this.parts);
    for (;;) {
      this.wanted = LENGTH_BYTES;
      if (rest.length < LENGTH_BYTES) break;
      const length = rest.readUInt32BE(0);
      if (length < HEAD_BYTES || length > this.most) {
        throw new FrameError('A frame is larger than any that is sent');
      }
      this.wanted = LENGTH_BYTES + length;
      if (rest.length < this.wanted) break;
      this.onFrame(frameOf(rest.subarray(LENGTH_BYTES, this.wanted)));
      rest = rest.subarray(this.wanted);
    }
    this.parts.length = 0;
    if (rest.length > 0) this.parts.push(rest);
    this.bytes = rest.length;
  }
}

function frameOf(bytes: Buffer): Frame {
  const kind = bytes.readUInt8(4);
  if (!KINDS.has(kind)) throw new FrameError('A frame is of no known kind');
  return { id: bytes.readUInt32BE(0), kind: kind as FrameKind, payload: bytes.subarray(HEAD_BYTES) };
}

/** Frames up to this size are put together before they are written. */
const SMALL_BYTES = 16_384;

/** Writes what a turn of the event loop has to say at once: a system call for all instead of one for each. */
export class FrameWriter {
  private waiting: Buffer[] = [];

  /** @param onWritten told when all that waited was handed to the connection, and may have arrived */
  constructor(
    private readonly stream: Duplex,
    private readonly onWritten: () => void = () => undefined,
  ) {}

  write(frame: Buffer): void {
    if (this.waiting.push(frame) === 1) setImmediate(this.flush);
  }

  /** Writes what waits now; nothing to a connection that the other side has closed. */
  readonly flush = (): void => {
    const frames = this.waiting;
    const { destroyed, readableEnded } = this.stream;
    if (frames.length === 0 || destroyed || readableEnded) return;
    this.waiting = [];
    this.onWritten();
    const [only] = frames;
    if (frames.length === 1 && only) this.stream.write(only);
    else if (frames.every(({ length }) => length <= SMALL_BYTES)) this.stream.write(Buffer.concat(frames));
    else this.writeTogether(frames);
  };

  private writeTogether(frames: readonly Buffer[]): void {
    this.stream.cork();
    for (const frame of frames) this.stream.write(frame);
    this.stream.uncork();
  }
}
