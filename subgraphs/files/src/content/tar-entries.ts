import { ArchiveRefused } from './archive-budget.js';

/** One entry of a tar; what it holds is read from `bytes`, which may be left before its end. */
export interface TarEntry {
  readonly path: string;
  readonly size: number;
  /** Whether it is a plain file or a folder; everything else points elsewhere or is a device. */
  readonly isPlain: boolean;
  readonly bytes: AsyncIterable<Buffer>;
}

const BLOCK = 512;
/** Names longer than this are no names. */
const LONGEST_NAME = 65_536;

/** Hands out a stream in pieces of the wanted length. */
class ByteReader {
  private held: Buffer = Buffer.alloc(0);
  private readonly source: AsyncIterator<Buffer, undefined>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  }

  private async more(): Promise<boolean> {
    const next = await this.source.next();
    if (next.done) return false;
    this.held = this.held.length === 0 ? next.value : Buffer.concat([this.held, next.value]);
    return true;
  }

  /** Exactly that many bytes; null where the stream ends before. */
  async exactly(length: number): Promise<Buffer | null> {
    while (this.held.length < length) {
      if (!(await this.more())) return null;
    }
    const piece = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return piece;
  }

  /** At most that many bytes, whatever is there. */
  async some(length: number): Promise<Buffer | null> {
    if (this.held.length === 0 && !(await this.more())) return null;
    const piece = this.held.subarray(0, length);
    this.held = this.held.subarray(piece.length);
    return piece;
  }
}

const words = (header: Buffer, at: number, length: number): string => {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
};

/** Octal digits, or a large number in base 256. */
function sizeOf(header: Buffer): number {
  const first = header[124] ?? 0;
  if (first >= 0x80) {
    const size = header.readBigUInt64BE(128);
    if (size > BigInt(Number.MAX_SAFE_INTEGER)) throw new ArchiveRefused('BROKEN');
    return Number(size);
  }
  const size = Number.parseInt(words(header, 124, 12).trim() || '0', 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveRefused('BROKEN');
  return size;
}

function pathOf(header: Buffer): string {
  const prefix = words(header, 257, 6) === 'ustar' ? words(header, 345, 155) : '';
  const name = words(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** The path that an extended header names, if it does. */
const paxPath = (records: string): string | undefined => /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1];

/**
 * Reads a tar as unpackers do: GNU's and POSIX's long names, sizes in base 256.
 * @throws ArchiveRefused BROKEN when it breaks off or is none
 */
export async function* tarEntries(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(source);
  let longName: string | undefined;
  for (;;) {
    const header = await reader.exactly(BLOCK);
    // Many writers leave the empty blocks at the end away.
    if (!header || header.every((byte) => byte === 0)) return;
    checkSum(header);
    const size = sizeOf(header);
    const type = String.fromCharCode(header[156] ?? 0);
    if ('LxgK'.includes(type) && type !== '\0') {
      const said = await saidBy(reader, size);
      if (type === 'L') longName = words(said, 0, said.length);
      if (type === 'x') longName = paxPath(said.toString('utf8')) ?? longName;
      continue;
    }
    const rest = { left: size };
    const bytes = contentOf(reader, rest);
    yield { path: longName ?? pathOf(header), size, isPlain: '0\x005'.includes(type), bytes };
    longName = undefined;
    while (rest.left > 0) await skipSome(reader, rest);
    await padding(reader, size);
  }
}

function checkSum(header: Buffer): void {
  const said = Number.parseInt(words(header, 148, 8).trim(), 8);
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (said !== sum) throw new ArchiveRefused('BROKEN');
}

async function saidBy(reader: ByteReader, size: number): Promise<Buffer> {
  if (size > LONGEST_NAME) throw new ArchiveRefused('BROKEN');
  const said = await reader.exactly(size);
  if (!said) throw new ArchiveRefused('BROKEN');
  const copy = Buffer.from(said);
  await padding(reader, size);
  return copy;
}

async function padding(reader: ByteReader, size: number): Promise<void> {
  const pad = (BLOCK - (size % BLOCK)) % BLOCK;
  if (pad > 0) await reader.exactly(pad);
}

async function* contentOf(reader: ByteReader, rest: { left: number }): AsyncGenerator<Buffer> {
  while (rest.left > 0) yield await skipSome(reader, rest);
}

async function skipSome(reader: ByteReader, rest: { left: number }): Promise<Buffer> {
  const piece = await reader.some(rest.left);
  if (!piece) throw new ArchiveRefused('BROKEN');
  rest.left -= piece.length;
  return piece;
}
