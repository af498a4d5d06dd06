import { open } from 'node:fs/promises';

/** Of a long log only the beginning is kept. */
const MOST_BYTES = 6_000_000;

/** The beginning of a file of words, whatever encoding it is in. */
export async function readPlain(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return decoded(buffer.subarray(0, bytesRead), bytesRead === MOST_BYTES).replaceAll('\r\n', '\n');
  } finally {
    await file.close();
  }
}

function decoded(bytes: Buffer, isCut: boolean): string {
  const mark = bytes.toString('hex', 0, 2);
  if (mark === 'fffe') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === 'feff') return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    // The decoder has no other way to say so: programs of before Unicode wrote this one.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
