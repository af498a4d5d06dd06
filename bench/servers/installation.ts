import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, type Server, startServer, startTool } from '../product.js';
import { type Database, startDatabase } from './database.js';

/** How the product is run: as one process, or as one for each service with Redis between them. */
export type Mode = 'embedded' | 'distributed';

/** The built product, running, with a database of its own. */
export interface Installation {
  readonly mode: Mode;
  readonly database: Database;
  /** The doors: the one process, or the gateways. */
  readonly gateways: readonly Server[];
  /** The services behind them, by name; none when embedded. */
  readonly subgraphs: Readonly<Record<string, Server>>;
  /** What a door is told at its start, for others that stand where it stands. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts the n-th door again at its address. */
  restart(n: number): Promise<void>;
  stop(): Promise<void>;
}

interface Wanted {
  readonly mode: Mode;
  /** How many doors there are; one when embedded. */
  readonly gateways?: number;
  readonly keepsLog?: boolean;
  /** See Start. */
  readonly through?: readonly string[];
}

/**
 * Rate limits are out of the way, they are not what is measured, and what is sent without a session is known; every other
 * limit is as in production.
 */
const OPEN_DOOR = {
  DOCUMENTS_DIR: fileURLToPath(new URL('../trusted', import.meta.url)),
  RATE_ANONYMOUS_PER_MINUTE: '1000000000',
  RATE_SESSION_PER_MINUTE: '1000000000',
  RATE_SOCKET_PER_SECOND: '100000',
};

interface Place {
  readonly program: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
}

async function aPlace(
  program: string,
  environment: Readonly<Record<string, string>>,
  port?: number,
): Promise<Place> {
  return { program, port: port ?? (await freePort()), environment };
}

const start = ({ program, port, environment }: Place, through: readonly string[] = []): Promise<Server> =>
  startServer(program, port, environment, { through });

const addressOf = ({ port }: Place): string => `http://127.0.0.1:${String(port)}`;

type Stops = (() => Promise<void>)[];

async function startRedis(stops: Stops): Promise<string> {
  const port = String(await freePort());
  // Wake-ups only: nothing in it needs to survive.
  const settings = ['--save', '', '--appendonly', 'no', '--bind', '127.0.0.1', '--dir', tmpdir()];
  const child = await startTool('redis-server', ['--port', port, ...settings], /Ready to accept/);
  stops.push(async () => {
    child.kill();
    await once(child, 'exit');
  });
  return `redis://127.0.0.1:${port}`;
}

interface Assembled {
  readonly doors: readonly Place[];
  readonly subgraphs: Readonly<Record<string, Server>>;
  readonly environment: Readonly<Record<string, string>>;
}

interface Given {
  readonly databaseUrl: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The services of docker-compose.yml, one replica of each subgraph; some follow one that is started after them. */
async function placesOf(subgraph: Readonly<Record<string, string>>) {
  const identity = await aPlace('subgraphs/identity/dist/main.js', subgraph);
  const [filesPort, meetingsPort] = [await freePort(), await freePort()];
  const known = { ...subgraph, SUBGRAPH_IDENTITY_URL: addressOf(identity) };
  const chat = await aPlace('subgraphs/chat/dist/main.js', {
    ...known,
    SUBGRAPH_FILES_URL: `http://127.0.0.1:${String(filesPort)}`,
    SUBGRAPH_MEETINGS_URL: `http://127.0.0.1:${String(meetingsPort)}`,
  });
  const followers = { ...known, SUBGRAPH_CHAT_URL: addressOf(chat) };
  const files = await aPlace('subgraphs/files/dist/main.js', followers, filesPort);
  const meetings = await aPlace('subgraphs/meetings/dist/main.js', followers, meetingsPort);
  return { identity, chat, files, meetings };
}

/** Starts them behind that many gateways. */
async function startServices(
  count: number,
  { databaseUrl, secrets }: Given,
  stops: Stops,
): Promise<Assembled> {
  const all = { ...secrets, REDIS_URL: await startRedis(stops), PUBLIC_URL: 'http://127.0.0.1:4000' };
  const found = await placesOf({ ...all, DATABASE_URL: databaseUrl, PARLEY_DEMO: '1' });
  const subgraphs: Record<string, Server> = {};
  for (const [name, place] of Object.entries(found)) {
    const server = await start(place);
    stops.push(() => server.end());
    subgraphs[name] = server;
  }
  const environment = {
    ...all,
    ...OPEN_DOOR,
    NODE_ENV: 'production',
    SUBGRAPH_IDENTITY_URL: addressOf(found.identity),
    SUBGRAPH_CHAT_URL: addressOf(found.chat),
    SUBGRAPH_FILES_URL: addressOf(found.files),
    SUBGRAPH_MEETINGS_URL: addressOf(found.meetings),
  };
  const places = Array.from({ length: count }, () => aPlace('gateway/dist/main.js', environment));
  return { doors: await Promise.all(places), subgraphs, environment };
}

/** One process, which begins with the data of the demo. */
async function oneProcess({ databaseUrl, secrets }: Given): Promise<Assembled> {
  const environment = { ...secrets, ...OPEN_DOOR, DATABASE_URL: databaseUrl };
  return {
    doors: [await aPlace('gateway/dist/all-in-one.js', environment)],
    subgraphs: {},
    environment,
  };
}

async function assemble(
  { mode, gateways = 1, keepsLog = false, through = [] }: Wanted,
  stops: Stops,
): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-files-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const database = await startDatabase({ keepsLog });
  stops.push(() => database.stop());
  const secrets = {
    TOKEN_SECRET: randomBytes(32).toString('hex'),
    PROOF_SECRET: randomBytes(32).toString('hex'),
    METRICS_TOKEN: randomBytes(32).toString('hex'),
    FILE_STORAGE_PATH: folder,
  };
  const given = { databaseUrl: database.url, secrets };
  const { doors: places, ...assembled } =
    mode === 'embedded' ? await oneProcess(given) : await startServices(gateways, given, stops);
  const doors: Server[] = [];
  stops.push(async () => {
    await Promise.all(doors.map((door) => door.end()));
  });
  for (const place of places) doors.push(await start(place, through));
  return {
    ...assembled,
    mode,
    database,
    gateways: doors,
    async restart(n) {
      const place = places[n];
      if (place) doors[n] = await start(place, through);
    },
    stop: () => stopAll(stops),
  };
}

/** Last started, first stopped. */
async function stopAll(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).toReversed()) await stop();
}

/** Starts what `npm run build` built. */
export async function install(wanted: Wanted): Promise<Installation> {
  const stops: Stops = [];
  try {
    return await assemble(wanted, stops);
  } catch (error) {
    // What was started is stopped before the reason is told.
    await stopAll(stops);
    throw error;
  }
}

/** Gives an installation to `work` and stops it, whatever happens. */
export async function withInstallation<T>(
  wanted: Wanted,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const installation = await install(wanted);
  try {
    return await work(installation);
  } finally {
    await installation.stop();
  }
}
