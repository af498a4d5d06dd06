import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chat } from '@parley/chat';
import { files } from '@parley/files';
import { identity } from '@parley/identity';
import { meetings } from '@parley/meetings';
import { type Answer, Executor } from '../../gateway/src/executor.js';
import { federationOf } from '../../gateway/src/federation/planned.js';
import type { Federation } from '../../gateway/src/federation/federation.js';
import { type Operation, Operations } from '../../gateway/src/operation.js';
import { sessions } from '../../gateway/src/session.js';
import { inProcessLink } from '../../gateway/src/subgraph-link/in-process.js';
import type { SubgraphLinks } from '../../gateway/src/subgraph-link/link.js';
import {
  type BytesRequest,
  type Caller,
  type ExecutionAnswer,
  type Runtime,
  type Viewer,
  createLogger,
  laterFeed,
  memoryBus,
  startPostgres,
  startSubgraph,
  systemCaller,
} from '../../subgraphs/kit/src/index.js';

/** Stands in for a media server. */
interface Media {
  /** The media of a room goes through one. */
  carry(meetingId: string): Promise<void>;
  /** It hears somebody in a room speak. */
  hear(meetingId: string, participantId: string): Promise<void>;
}

/** The graph in this process, over a database that is gone afterwards: what is said of it was seen to happen. */
export interface Product {
  readonly federation: Federation;
  readonly operations: Operations;
  /** Somebody of the demo organisation, by their address. */
  viewer(email: string): Promise<Viewer>;
  /** Runs an operation that must succeed. @throws Error with the errors of the answer */
  run(viewer: Viewer, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** Sends a file that a message can show, and gives its id. */
  send(viewer: Viewer, name: string, bytes: Buffer): Promise<string>;
  /** Sends the bytes of an upload that was begun, all at once. */
  upload(viewer: Viewer, path: string, bytes: Buffer): Promise<void>;
  /** Downloads what is at a path. */
  download(viewer: Viewer, path: string): Promise<void>;
  /** What a media server would bring about, for there is none here. */
  readonly media: Media;
  /** A page that messages can lead to. */
  readonly page: string;
  /** Follows a subscription as a shared execution does: for nobody in particular. */
  followShared(operation: Operation): AsyncGenerator<ExecutionAnswer, void, undefined>;
  stop(): Promise<void>;
}

export type Data = Readonly<Record<string, unknown>>;

const PASSWORD = 'parley-demo';
const TOKEN_SECRET = 'a product of a few seconds, which nobody can reach';
const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { ... on SignedIn { token { accessToken } } }
}`;

const aCaller = (viewer: Viewer | null, shared = false): Caller => ({
  viewer,
  shared,
  client: { ip: '127.0.0.1', userAgent: 'check', refreshToken: null },
  internal: false,
  requestId: randomUUID(),
});

type Stop = () => Promise<void>;

/** PostgreSQL that writes nothing of importance, in a folder of its own. */
async function startDatabase(stops: Stop[]): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-check-'));
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir, logger: createLogger('check', 'error') });
  stops.push(() => postgres.stop());
  return postgres.url;
}

/** A page somewhere else, with a title. */
async function startPage(stops: Stop[]): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>A page</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  );
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Identity with its demo people, then those who hear of them. */
async function startRuntimes(stops: Stop[], page: string): Promise<readonly Runtime[]> {
  const config = { TOKEN_SECRET, PUBLIC_URL: 'http://127.0.0.1:4000', NODE_ENV: 'test' } as const;
  const databaseUrl = await startDatabase(stops);
  const bus = memoryBus();
  stops.push(() => bus.close());
  const options = { databaseUrl, bus, logger: createLogger('check', 'error') };
  const accounts = await startSubgraph(await identity({ ...config, PARLEY_DEMO: true }), options);
  stops.push(() => accounts.stop());
  const started: Runtime[] = [];
  const later = (name: string) =>
    laterFeed(bus, name, () => started.find((each) => each.name === name)?.feed);
  const channels = await startSubgraph(await chat({ LINK_PREVIEW_HOSTS: page }), {
    ...options,
    feeds: { identity: accounts.feed, files: later('files'), meetings: later('meetings') },
  });
  stops.push(() => channels.stop());
  await channels.drainConsumers();
  const documents = await startSubgraph(await files({ FILE_WORKERS: 1 }), {
    ...options,
    feeds: { identity: accounts.feed, chat: channels.feed },
  });
  stops.push(() => documents.stop());
  started.push(documents);
  await documents.drainConsumers();
  const calls = await startSubgraph(await meetings(), {
    ...options,
    feeds: { identity: accounts.feed, chat: channels.feed },
  });
  stops.push(() => calls.stop());
  started.push(calls);
  await calls.drainConsumers();
  return [accounts, channels, documents, calls];
}

function mediaOf(meetings: Runtime | undefined): Media {
  if (!meetings) throw new Error('Nobody holds meetings');
  return {
    async carry(meetingId) {
      await meetings.database.query(`update meeting set mode = 'ROUTED' where id = $1`, [meetingId]);
    },
    async hear(meetingId, participantId) {
      const news = { kind: 'ActiveSpeaker', at: new Date().toISOString(), participantId, speaking: true };
      await meetings.context(systemCaller('check')).events.signal(`signals:${meetingId}`, news);
    },
  };
}

/** Starts the graph over this supergraph. @throws when it cannot start; nothing is left running then */
export async function startProduct(supergraphSdl: string): Promise<Product> {
  const stops: Stop[] = [];
  const stop: Stop = async () => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    const page = await startPage(stops);
    const runtimes = await startRuntimes(stops, page);
    const links = new Map(runtimes.map((runtime) => [runtime.name, inProcessLink(runtime)]));
    const media = mediaOf(runtimes.find(({ name }) => name === 'meetings'));
    return { ...speaking(links, federationOf(supergraphSdl)), media, page: `http://${page}/`, stop };
  } catch (error) {
    // What was started is stopped before the reason is told.
    await stop();
    throw error;
  }
}

function speaking(links: SubgraphLinks, federation: Federation): Omit<Product, 'stop' | 'page' | 'media'> {
  const operations = new Operations(federation);
  const executor = new Executor(links, createLogger('check', 'error'), () => Promise.resolve());
  const identityLink = links.get('identity');
  if (!identityLink) throw new Error('Nobody knows who people are');
  // Nothing about accounts changes in the seconds that this lasts.
  const known = sessions(identityLink, TOKEN_SECRET, { changedSince: () => false });
  const ask = async (caller: Caller, query: string, variables: Data = {}): Promise<Data> => {
    const answer = await executor.execute(operations.prepare({ query, variables }, 'check'), caller);
    return dataOf(query, answer);
  };
  return {
    federation,
    operations,
    run: (viewer, query, variables) => ask(aCaller(viewer), query, variables),
    async viewer(email) {
      const input = { email, password: PASSWORD, device: 'check', key: randomUUID() };
      const { signIn } = (await ask(aCaller(null), SIGN_IN, { input })) as {
        signIn: { token: { accessToken: string } };
      };
      const passport = await known.passport(signIn.token.accessToken);
      if (!passport) throw new Error(`${email} is nobody`);
      return passport.viewer;
    },
    send: (viewer, name, bytes) => sendFile(links, aCaller(viewer), name, bytes),
    upload: (viewer, path, bytes) => atDoor(links, aCaller(viewer), path, patchOf(bytes)),
    download: (viewer, path) => atDoor(links, aCaller(viewer), path),
    followShared: (operation) => relay(links, executor, operation),
  };
}

/** All bytes of an upload as one part, as tus has it. */
const patchOf = (bytes: Buffer): RequestInit => ({
  method: 'PATCH',
  headers: {
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-offset': '0',
  },
  body: new Uint8Array(bytes),
});

/** One request to the door of files, as the gateway hands it over. @throws Error where it is refused */
async function atDoor(
  links: SubgraphLinks,
  caller: Caller,
  path: string,
  asked?: RequestInit,
): Promise<void> {
  const server = createServer(
    (request, response) => void links.get('files')?.stream?.(request, response, caller),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const answer = await fetch(origin + path, asked);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} was refused with ${String(answer.status)}`);
  } finally {
    server.close();
  }
}

/** Three words to whoever keeps files, as the gateway says them. */
async function sendFile(links: SubgraphLinks, caller: Caller, name: string, bytes: Buffer): Promise<string> {
  const keeper = links.get('chat');
  const { signal } = new AbortController();
  const say = async (request: BytesRequest, piece: Buffer = Buffer.alloc(0)): Promise<Data> => {
    const answer = await keeper?.bytes?.(request, piece, caller, signal);
    if (!answer || answer.error) throw new Error(`The file was refused: ${JSON.stringify(answer?.error)}`);
    return (answer.value ?? {}) as Data;
  };
  const upload = { name, mediaType: '', size: bytes.length, key: randomUUID() };
  const { uploadId } = (await say({ op: 'begin', upload })) as { uploadId: string };
  await say({ op: 'append', place: { id: uploadId, from: 0 } }, bytes);
  await say({ op: 'finish', uploadId });
  return uploadId;
}

function dataOf(query: string, { data, errors }: Pick<Answer, 'data' | 'errors'>): Data {
  if (errors.length > 0 || data === null) throw new Error(`${query}\n${JSON.stringify(errors)}`);
  return JSON.parse(data) as Data;
}

async function* relay(
  links: SubgraphLinks,
  executor: Executor,
  operation: Operation,
): AsyncGenerator<ExecutionAnswer, void, undefined> {
  const { source } = operation.plan();
  const link = source && links.get(source.subgraph);
  if (!link) throw new Error('No subgraph owns this subscription');
  const caller = aCaller(null, true);
  const completed = async (event: ExecutionAnswer): Promise<ExecutionAnswer> => {
    const { data, errors } = await executor.complete(operation, event, caller);
    const told = errors.length > 0 && { errors };
    return { data: JSON.parse(data ?? 'null') as Data | null, ...told, extensions: event.extensions };
  };
  for await (const event of link.subscribe(source.request(operation.variables), caller)) {
    yield event.data ? await completed(event) : event;
  }
}
