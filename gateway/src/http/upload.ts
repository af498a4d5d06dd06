import type { IncomingMessage } from 'node:http';
import { invalid, PIECE_BYTES, type BegunUpload, type NewUpload } from '@parley/kit';
import type { ContentExchange } from './content.js';

/** A line that says nothing for so long is broken, in milliseconds. */
const SILENT_MS = 30_000;
const NAME_LENGTH = 1_000;

/** Since when this way is on its way out for all but emoji, as RFC 9745 tells it: 22 November 2026 (ADR 23). */
const DEPRECATED_SINCE = '@1795305600';

/**
 * Takes one file: its bytes are the body, its name and the client's key stand in the address. Each piece is handed on
 * before the next is read, so that memory holds one, whatever the size of the file and the speed of the line.
 */
export async function takeUpload({ request, response, ask }: ContentExchange): Promise<void> {
  const upload = uploadOf(request);
  const { value } = await ask({ op: 'begin', upload });
  const begun = value as BegunUpload;
  let file = begun.file;
  if (file) {
    // It was sent before, and only its answer was lost: what still comes is passed over.
    request.resume();
  } else {
    await takePieces(request, (from, piece) =>
      ask({ op: 'append', place: { id: begun.uploadId, from } }, piece),
    );
    file = (await ask({ op: 'finish', uploadId: begun.uploadId })).value ?? {};
  }
  const body = JSON.stringify(file);
  response.writeHead(201, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    deprecation: DEPRECATED_SINCE,
  });
  response.end(body);
}

/** @throws AppError INVALID */
function uploadOf(request: IncomingMessage): NewUpload {
  const { searchParams } = new URL(request.url ?? '/', 'http://gateway');
  const [name, key] = [searchParams.get('name') ?? '', searchParams.get('key') ?? ''];
  if (name === '' || name.length > NAME_LENGTH) throw invalid('name', 'The address names the file: ?name=…');
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) {
    throw invalid('key', 'The address bears a key, a UUID chosen by whoever sends: &key=…');
  }
  const announced = request.headers['content-length'];
  return {
    name,
    key: key.toLowerCase(),
    mediaType: (request.headers['content-type'] ?? '').slice(0, 200),
    size: announced === undefined ? null : Number(announced),
  };
}

async function takePieces(
  request: IncomingMessage,
  take: (from: number, piece: Buffer) => Promise<unknown>,
): Promise<void> {
  let [from, waiting, held] = [0, [] as Buffer[], 0];
  const silence = setTimeout(() => {
    request.destroy();
  }, SILENT_MS).unref();
  const flush = async (): Promise<void> => {
    const piece = Buffer.concat(waiting);
    [waiting, held] = [[], 0];
    await take(from, piece);
    from += piece.length;
  };
  for await (const chunk of request as AsyncIterable<Buffer>) {
    silence.refresh();
    let rest = chunk;
    while (held + rest.length >= PIECE_BYTES) {
      const fits = PIECE_BYTES - held;
      waiting.push(rest.subarray(0, fits));
      rest = rest.subarray(fits);
      await flush();
    }
    if (rest.length > 0) waiting.push(rest);
    held += rest.length;
  }
  clearTimeout(silence);
  if (held > 0) await flush();
}
