import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { GraphQLSchema } from 'graphql';
import { contentSecurityPolicy } from '../http/security-headers.js';
import { staticFiles, type StaticFiles } from '../http/static.js';
import { etagOf, isKnown } from '../http/validator.js';
import { openApiOf } from './openapi.js';
import { restOperations } from './operations.js';
import { answerRest, type RestDoor } from './rest.js';

/** Everything below `/rest`: operations, their description, and the page that shows it. */
export interface Rest {
  answer(request: IncomingMessage, response: ServerResponse, path: string, requestId: string): Promise<void>;
}

/** Made by explorer/build.mjs, beside the explorer. */
const REFERENCE = fileURLToPath(new URL('../../dist/reference', import.meta.url));
const DOCUMENT = '/rest/openapi.json';
const POLICY: OutgoingHttpHeaders = { 'content-security-policy': contentSecurityPolicy({}) };

/** What REST is made of. */
export interface RestParts extends Omit<RestDoor, 'operations'> {
  readonly schema: GraphQLSchema;
  /** A folder of operations; ours when left out. */
  readonly folder?: string | undefined;
}

/** Reads the operations and describes them; what this schema does not answer is not offered, and said in the log. */
export function createRest({ schema, folder, ...door }: RestParts): Rest {
  const { offered, faults } = restOperations(schema, folder);
  for (const [operation, fault] of faults) {
    door.logger.warn({ operation, fault }, 'an operation is not offered over REST');
  }
  const files = staticFiles(REFERENCE, '/rest', { pageHeaders: POLICY });
  const document = new ServedDocument(JSON.stringify(openApiOf(schema, offered.values())));
  const operations: RestDoor = { ...door, operations: offered };
  return {
    async answer(request, response, path, requestId) {
      if (isRead(request) && path === DOCUMENT) document.serve(request, response);
      else if (!isFile(path) || !isRead(request) || !served(files, request, response, path)) {
        await answerRest(operations, request, response, { name: path.slice('/rest/'.length), requestId });
      }
    },
  };
}

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

/** Operations have no dot in their names. */
const isFile = (path: string): boolean => path === '/rest' || path === '/rest/' || path.includes('.');

/** A page that was not built is not there, whatever a client accepts. */
const served = (
  files: StaticFiles,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): boolean => files.serve(request, response, path === '/rest/' ? '/rest' : path);

/** A text that never changes while the gateway runs. */
class ServedDocument {
  private readonly etag: string;
  private readonly plain: Buffer;
  private readonly zipped: Buffer;

  constructor(text: string) {
    this.etag = etagOf(text);
    this.plain = Buffer.from(text);
    this.zipped = gzipSync(this.plain);
  }

  serve({ headers }: IncomingMessage, response: ServerResponse): void {
    const cached = { etag: this.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
    if (isKnown(headers['if-none-match'], this.etag)) {
      response.writeHead(304, cached).end();
      return;
    }
    const isZipped = /\bgzip\b/.test(headers['accept-encoding'] ?? '');
    const body = isZipped ? this.zipped : this.plain;
    response.writeHead(200, {
      ...cached,
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      ...(isZipped && { 'content-encoding': 'gzip' }),
    });
    response.end(body);
  }
}
