import { deflateSync } from 'node:zlib';
import { type BegunUpload, type BytesAnswer, type BytesRequest, PIECE_BYTES, type Viewer } from '@parley/kit';
import { callerOf } from '@parley/kit/testing';
import { type TestChat, aKey } from './chat.js';

/** A file as a test sends it. */
export interface SentFile {
  readonly name?: string;
  readonly mediaType?: string;
  readonly bytes: Buffer;
  readonly key?: string;
}

/** What is told of a file that was sent. */
export interface ToldFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly kind: string;
  readonly inline: boolean;
  readonly size: number;
  readonly url: string;
  readonly metadata: { readonly width: number | null; readonly height: number | null };
}

const NOTHING: Buffer = Buffer.alloc(0);

/** Asks one thing about files, as the gateway does. */
export const askFiles = (
  chat: TestChat,
  viewer: Viewer | null,
  request: BytesRequest,
  bytes = NOTHING,
): Promise<BytesAnswer> => chat.test.runtime.bytes(request, bytes, callerOf(viewer));

/** The code of the refusal of one thing; null where it is not refused. */
export const fileRefusal = async (...asked: Parameters<typeof askFiles>): Promise<unknown> =>
  (await askFiles(...asked)).error?.extensions?.['code'] ?? null;

/** Begins an upload. */
export async function begin(chat: TestChat, viewer: Viewer, file: SentFile): Promise<BegunUpload> {
  const upload = {
    name: file.name ?? 'notes.txt',
    mediaType: file.mediaType ?? 'application/octet-stream',
    size: file.bytes.length,
    key: file.key ?? aKey(),
  };
  return told(await askFiles(chat, viewer, { op: 'begin', upload })) as BegunUpload;
}

/** Sends a file, as the gateway hands it on. */
export async function send(chat: TestChat, viewer: Viewer, file: SentFile): Promise<ToldFile> {
  const { uploadId, file: known } = await begin(chat, viewer, file);
  if (known) return known as ToldFile;
  for (let from = 0; from < file.bytes.length; from += PIECE_BYTES) {
    const piece = file.bytes.subarray(from, from + PIECE_BYTES);
    told(await askFiles(chat, viewer, { op: 'append', place: { id: uploadId, from } }, piece));
  }
  return told(await askFiles(chat, viewer, { op: 'finish', uploadId })) as ToldFile;
}

function told({ value, error }: BytesAnswer): object {
  if (error) throw new Error(JSON.stringify(error));
  return value ?? {};
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  // Nobody here checks the sum at the end.
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

/** A picture of one colour. */
export function aPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(16))),
    chunk('IEND', NOTHING),
  ]);
}

/** A sound of silence. */
export function aWav(seconds = 1): Buffer {
  const data = Buffer.alloc(Math.round(8_000 * seconds), 128);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
