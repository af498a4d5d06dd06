import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { contentSecurityPolicy, policyOfPage } from './security-headers.js';

/** A folder of built files. Routes of the client, such as /channels/7, are answered by its index.html. */
export interface StaticFiles {
  /** Answers with a file, or the page for an address that only the client knows; false when there is neither. */
  serve(request: IncomingMessage, response: ServerResponse, path: string): boolean;
}

interface StaticFile {
  readonly headers: OutgoingHttpHeaders;
  /** The variants there are, best first. */
  readonly variants: readonly Variant[];
}

interface Variant {
  readonly encoding: string | null;
  readonly file: string;
  readonly size: number;
  readonly etag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

const COMPRESSED = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const;

/** A name with a content hash in it, as bundlers write: chunk-eiEmhAEr.js for code, logo-ABCD1234.woff2 for the rest. */
const HASHED = /(^(chunk|main|polyfills|styles)-[\w-]{8}\.(js|css)|[-.][A-Z0-9]{8,}\.\w+)(\.\w+)?$/;

interface PageOptions {
  readonly pageHeaders?: OutgoingHttpHeaders;
  /** Origins that pages may ask besides ours. */
  readonly connects?: readonly string[];
}

/** Serves a folder that was read once: what is not listed is not there, so no path can lead out of it. */
export function staticFiles(
  folder: string,
  prefix: string,
  { pageHeaders, connects = [] }: PageOptions = {},
): StaticFiles {
  const read = { folder, prefix, pageHeaders, connects };
  const files = existsSync(folder) ? readFolder(read) : new Map<string, StaticFile>();
  const index = files.get(`${prefix}/index.html`);
  return {
    serve(request, response, path) {
      const isRoute = extname(path) === '' && /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*');
      const found = files.get(path) ?? (isRoute ? index : undefined);
      if (!found) return false;
      sendFile(request, response, found);
      return true;
    },
  };
}

interface Folder {
  readonly folder: string;
  readonly prefix: string;
  readonly pageHeaders: OutgoingHttpHeaders | undefined;
  readonly connects: readonly string[];
}

function readFolder({ folder, prefix, pageHeaders, connects }: Folder): Map<string, StaticFile> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const present = new Set(names);
  const isVariant = (name: string) =>
    COMPRESSED.some(({ suffix }) => name.endsWith(suffix) && present.has(name.slice(0, -3)));
  const listed = names.filter((name) => !isVariant(name));
  const entry = (name: string) => describe(join(folder, name), name, { present, pageHeaders, connects });
  return new Map(listed.map((name) => [`${prefix}/${name.split(sep).join('/')}`, entry(name)]));
}

type Beside = Pick<Folder, 'pageHeaders' | 'connects'> & { readonly present: ReadonlySet<string> };

function describe(file: string, name: string, { present, pageHeaders, connects }: Beside): StaticFile {
  const isPage = extname(name) === '.html';
  const best = COMPRESSED.filter(({ suffix }) => present.has(name + suffix)).map(({ encoding, suffix }) =>
    variant(file + suffix, encoding),
  );
  return {
    headers: {
      'content-type': TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream',
      'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(best.length > 0 && { vary: 'accept-encoding' }),
      ...(isPage &&
        (pageHeaders ?? { 'content-security-policy': policyOfPage(readFileSync(file, 'utf8'), connects) })),
      // A worker is bound by the policy of its own script: the service worker must reach what it keeps, and what pages ask.
      ...(extname(name) === '.js' && { 'content-security-policy': contentSecurityPolicy({ connects }) }),
    },
    variants: [...best, variant(file, null)],
  };
}

function variant(file: string, encoding: string | null): Variant {
  const etag = createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 22);
  return { file, encoding, size: statSync(file).size, etag: `"${etag}"` };
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { headers, variants }: StaticFile,
): void {
  const accepted = new Set(
    (request.headers['accept-encoding'] ?? '').split(',').map((each) => each.split(';')[0]?.trim()),
  );
  const chosen = variants.find(({ encoding }) => encoding === null || accepted.has(encoding));
  if (!chosen) return;
  const { encoding, etag, size, file } = chosen;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { ...headers, etag });
    response.end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    etag,
    'content-length': size,
    ...(encoding && { 'content-encoding': encoding }),
  });
  if (request.method === 'HEAD') response.end();
  else pipeline(createReadStream(file), response, () => undefined);
}
