import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type ClientRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, selectOne, startSubgraph, type Runtime, type Viewer } from '@parley/kit';
import { callerOf } from '@parley/kit/testing';
import { files, type FilesOptions } from '../src/files.js';
import { startFiles, type TestFiles } from './files.js';

export const START = `mutation ($input: StartUploadInput!) {
  startUpload(input: $input) { id name size receivedBytes state url refusedBecause file { id } }
}`;
export const UPLOAD = `query ($id: ID!) {
  upload(id: $id) { id name size receivedBytes state refusedBecause by { id } file { id } }
}`;
export const CANCEL = 'mutation ($input: CancelUploadInput!) { cancelUpload(input: $input) { id } }';

/** What is sent with one request at the door. */
export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** What startUpload answers. */
export interface Begun {
  readonly id: string;
  readonly url: string;
  readonly state: string;
  readonly receivedBytes: number;
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const key = (): string => randomUUID();

/** Files under test with its door open, and bytes in a folder of its own. */
export class FilesDoor {
  private constructor(
    readonly files: TestFiles,
    readonly folder: string,
    private readonly server: Server,
    private readonly runtimes: Runtime[],
    private readonly people: Map<string, Viewer>,
    private readonly options: FilesOptions,
  ) {}

  static async open(options: FilesOptions = {}): Promise<FilesDoor> {
    const folder = mkdtempSync(join(tmpdir(), 'parley-files-test-'));
    const all = { FILE_STORAGE_PATH: folder, ...options };
    const started = await startFiles(all);
    const [runtimes, people] = [[started.test.runtime], new Map<string, Viewer>()];
    const server = createServer((request, response) => {
      const viewer = people.get(String(request.headers['x-who'])) ?? null;
      const runtime = runtimes[Number(request.headers['x-replica'] ?? 0)] ?? started.test.runtime;
      const caller = callerOf(viewer);
      const { 'x-country': country } = request.headers;
      const client = { ...caller.client, ...(typeof country === 'string' && { country }) };
      void runtime.http(request, response, { ...caller, client });
    });
    server.requestTimeout = 0;
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new FilesDoor(started, folder, server, runtimes, people, all);
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Starts a second one on the same database and folder, as another process has it; asked by the header `x-replica`. */
  async addReplica(): Promise<void> {
    const { database, bus } = this.files.test.runtime;
    const { url } = database.options as { url?: string };
    const runtime = await startSubgraph(await files({ ...this.options }), {
      databaseUrl: url ?? '',
      bus,
      logger: createLogger('files', 'error'),
    });
    this.runtimes.push(runtime);
  }

  /** One request, as somebody; null is nobody. */
  ask(who: Viewer | null, method: string, path: string, { headers, body }: Sent = {}): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { ...this.as(who), ...headers },
      ...(body && { body: new Uint8Array(body) }),
    });
  }

  /** The same for uploads, with what every request of the protocol brings. */
  tus(who: Viewer | null, method: string, path: string, sent: Sent = {}): Promise<Response> {
    return this.ask(who, method, path, { ...sent, headers: { 'tus-resumable': '1.0.0', ...sent.headers } });
  }

  /** Some bytes of an upload. */
  patch(who: Viewer | null, path: string, offset: number, body: Buffer, headers = {}): Promise<Response> {
    const own = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
    return this.tus(who, 'PATCH', path, { headers: { ...own, ...headers }, body });
  }

  /** A request that goes on until its test ends it. */
  sending(who: Viewer, path: string, offset: number, length: number, headers = {}): ClientRequest {
    const sending = httpRequest(this.url + path, {
      method: 'PATCH',
      headers: {
        ...this.as(who),
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        'content-length': length,
        ...headers,
      },
    });
    sending.on('error', () => undefined);
    return sending;
  }

  async begin(who: Viewer, size: number, input: object = {}): Promise<Begun> {
    const named = { name: 'plan.bin', size, key: key(), ...input };
    return (await this.files.must(who, START, { input: named })) as Begun;
  }

  /** A file of these bytes, found clean. @returns its id */
  async aFile(who: Viewer, bytes: Buffer, input: object = {}): Promise<string> {
    const { url, id } = await this.begin(who, bytes.length, input);
    const sent = await this.patch(who, url, 0, bytes);
    if (sent.status !== 204) throw new Error(`The file was not taken: ${String(sent.status)}`);
    const { file } = (await this.files.must(who, UPLOAD, { id })) as { file: { id: string } };
    await this.clean();
    return file.id;
  }

  /** What a scanner would do: everything is clean. */
  async clean(): Promise<void> {
    const { database } = this.files.test.runtime;
    await database.query(`update blob set scan = 'CLEAN'`);
    await database.query(`update node set scan = 'CLEAN' where kind = 'FILE'`);
  }

  one<T>(statement: string, parameters: readonly unknown[] = []): Promise<T | undefined> {
    return selectOne<T>(this.files.test.runtime.database.manager, statement, parameters);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
    for (const runtime of this.runtimes.slice(1)) await runtime.stop();
    await this.files.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private as(who: Viewer | null): Record<string, string> {
    if (!who) return {};
    this.people.set(who.id, who);
    return { 'x-who': who.id };
  }
}
