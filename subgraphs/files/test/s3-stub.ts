import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object store that speaks as much of S3's protocol as we use, in memory. */
export interface S3Stub {
  readonly url: string;
  /** Every object by its key, without the bucket. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** How many uploads in parts are neither completed nor aborted. */
  readonly openUploads: number;
  /** Makes the next request of that method fail as a store does that is overloaded. */
  failNext(method: string): void;
  stop(): Promise<void>;
}

/** The least that a part may have that is not the last, as the protocol says. */
const LEAST_PART = 5 * 1_048_576;

const tagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

interface Parts {
  readonly key: string;
  readonly parts: Map<number, Buffer>;
}

class Store {
  readonly objects = new Map<string, Buffer>();
  readonly changed = new Map<string, Date>();
  readonly uploads = new Map<string, Parts>();
  readonly failing: string[] = [];

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://s3');
    const [, , ...rest] = url.pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
      throw new Refused(403, 'AccessDenied');
    }
    const failing = this.failing.indexOf(request.method ?? '');
    if (failing >= 0) {
      this.failing.splice(failing, 1);
      throw new Refused(403, 'QuotaExceeded');
    }
    if (url.searchParams.has('uploads') || url.searchParams.has('uploadId')) {
      this.answerParts(request, response, { key, body, query: url.searchParams });
    } else if (key === '') this.list(response, url.searchParams);
    else this.answerObject(request, response, key, body);
  }

  private answerObject(request: IncomingMessage, response: ServerResponse, key: string, body: Buffer): void {
    if (request.method === 'PUT') {
      this.keep(key, body);
      response.writeHead(200, { etag: tagOf(body) }).end();
      return;
    }
    if (request.method === 'DELETE') {
      this.objects.delete(key);
      response.writeHead(204).end();
      return;
    }
    const found = this.objects.get(key);
    if (!found) throw new Refused(404, 'NoSuchKey');
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const span = from === undefined ? found : found.subarray(Number(from), Number(to) + 1);
    response.writeHead(from === undefined ? 200 : 206, {
      'content-length': span.length,
      etag: tagOf(found),
      ...(from !== undefined && {
        'content-range': `bytes ${from}-${String(Number(from) + span.length - 1)}/${String(found.length)}`,
      }),
    });
    response.end(request.method === 'HEAD' ? undefined : span);
  }

  private answerParts(
    { method }: IncomingMessage,
    response: ServerResponse,
    { key, body, query }: { key: string; body: Buffer; query: URLSearchParams },
  ): void {
    if (query.has('uploads')) {
      const id = randomUUID();
      this.uploads.set(id, { key, parts: new Map() });
      xml(
        response,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
      return;
    }
    const id = query.get('uploadId') ?? '';
    const upload = this.uploads.get(id);
    if (upload?.key !== key) throw new Refused(404, 'NoSuchUpload');
    if (method === 'PUT') {
      upload.parts.set(Number(query.get('partNumber')), body);
      response.writeHead(200, { etag: tagOf(body) }).end();
      return;
    }
    if (method === 'POST') this.complete(upload, body.toString());
    this.uploads.delete(id);
    if (method === 'DELETE') response.writeHead(204).end();
    else xml(response, `<CompleteMultipartUploadResult><Key>${key}</Key></CompleteMultipartUploadResult>`);
  }

  private complete({ key, parts }: Parts, asked: string): void {
    const named = [...asked.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      etag: /<ETag>(.*?)</.exec(part)?.[1]?.replaceAll('&quot;', '"'),
    }));
    if (named.length === 0) throw new Refused(400, 'MalformedXML');
    const bytes = named.map(({ number, etag }, index) => {
      const part = parts.get(number);
      if (!part || tagOf(part) !== etag || number !== index + 1) throw new Refused(400, 'InvalidPart');
      if (part.length < LEAST_PART && index < named.length - 1) throw new Refused(400, 'EntityTooSmall');
      return part;
    });
    this.keep(key, Buffer.concat(bytes));
  }

  private list(response: ServerResponse, query: URLSearchParams): void {
    const prefix = query.get('prefix') ?? '';
    const all = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const begin = Number(query.get('continuation-token') ?? 0);
    // Small pages, so that whoever reads only the first is found out.
    const page = all.slice(begin, begin + 2);
    const more =
      begin + 2 < all.length ? `<NextContinuationToken>${String(begin + 2)}</NextContinuationToken>` : '';
    const contents = page.map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>${this.changed.get(key)?.toISOString() ?? ''}</LastModified></Contents>`,
    );
    xml(response, `<ListBucketResult>${more}${contents.join('')}</ListBucketResult>`);
  }

  private keep(key: string, bytes: Buffer): void {
    this.objects.set(key, bytes);
    this.changed.set(key, new Date());
  }
}

function xml(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}

/** Starts one on a free port. */
export async function startS3Stub(): Promise<S3Stub> {
  const store = new Store();
  const server: Server = createServer((request, response) => {
    store.answer(request, response).catch((error: unknown) => {
      const { status, code } = error instanceof Refused ? error : { status: 500, code: 'InternalError' };
      xml(response, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    objects: store.objects,
    get openUploads() {
      return store.uploads.size;
    },
    failNext: (method) => store.failing.push(method),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
