import { join, resolve } from 'node:path';
import { chat } from '@parley/chat';
import { files } from '@parley/files';
import { identity } from '@parley/identity';
import { mediaConfig, meetings } from '@parley/meetings';
import {
  createLogger,
  memoryBus,
  laterFeed,
  readConfig,
  redisBus,
  startPostgres,
  startSubgraph,
  startTracing,
  type Bus,
  type Config,
  type Logger,
  type Runtime,
  type SubgraphDefinition,
} from '@parley/kit';
import { loadSupergraph } from '@parley/schema';
import { clientDir } from './client-dir.js';
import { embeddedShape } from './config.js';
import { loadTrusted } from './documents/load.js';
import { createGateway } from './gateway.js';
import { timeoutFor, timeoutShape } from './links.js';
import { claimPort } from './port-claim.js';
import { runUntilStopped, startOrExplain } from './process.js';
import { secretsOf } from './secrets.js';
import { localScanner } from './local-scanner.js';
import { SESSION_OWNER } from './subgraph-link/ask.js';
import { inProcessLink } from './subgraph-link/in-process.js';
import { welcome } from './welcome.js';

type EmbeddedConfig = Config<typeof embeddedShape>;
type Stop = () => Promise<void>;

const POOL_SIZE = 10;

/** The whole product in one process, over a PostgreSQL of its own unless DATABASE_URL names one. */
await startOrExplain(async () => {
  const read = readConfig(embeddedShape);
  const config = { ...read, CLAMD_URL: read.CLAMD_URL ?? (await localScanner()) };
  const timeouts = readConfig(timeoutShape);
  const secrets = secretsOf(config);
  const logger = createLogger('parley', config.LOG_LEVEL);
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    stops.push(await startTracing('parley', config, logger));
    const claim = await claimPort(config.PORT, config.HOST);
    stops.push(() => claim.release());
    const PUBLIC_URL = config.PUBLIC_URL ?? publicUrl(config.HOST, claim.port);
    const runtimes = await startSubgraphs({ ...config, ...secrets, PUBLIC_URL }, logger, stops);
    const accounts = runtimes.find(({ name }) => name === SESSION_OWNER);
    const gateway = createGateway({
      config: { ...config, ...secrets },
      links: runtimes.map((runtime) => inProcessLink(runtime, timeoutFor(runtime.name, timeouts))),
      supergraphSdl: loadSupergraph(),
      documents: loadTrusted(config.DOCUMENTS_DIR),
      clientDir,
      logger,
      ...(accounts && { onAccountWake: (listener) => accounts.feed.onWake(listener) }),
    });
    await claim.release();
    await gateway.listen(claim.port, config.HOST);
    stops.push(() => gateway.stop());
    process.stdout.write(welcome(config, gateway.url));
  } catch (error) {
    // What was started is stopped before the reason is told.
    await stop();
    throw error;
  }
  runUntilStopped(stop);
});

/** Where this machine reaches us: what listens everywhere is reached at the loopback address. */
function publicUrl(host: string, port: number): string {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${String(port)}`;
}

async function startDatabase(config: EmbeddedConfig, logger: Logger, stops: Stop[]): Promise<string> {
  if (config.DATABASE_URL) return config.DATABASE_URL;
  const postgres = await startPostgres({ dataDir: resolve(config.DATA_DIR), logger });
  stops.push(() => postgres.stop());
  return postgres.url;
}

/** Started in the order of the list, since later ones read the logs of earlier ones. */
async function startSubgraphs(
  config: EmbeddedConfig & { TOKEN_SECRET: string; PROOF_SECRET: string; PUBLIC_URL: string },
  logger: Logger,
  stops: Stop[],
): Promise<readonly Runtime[]> {
  const databaseUrl = await startDatabase(config, logger, stops);
  const bus: Bus = config.REDIS_URL ? redisBus(config.REDIS_URL, logger) : memoryBus();
  stops.push(() => bus.close());
  const PARLEY_DEMO = config.PARLEY_DEMO && config.NODE_ENV !== 'production';
  const definitions: readonly SubgraphDefinition[] = [
    await identity({ ...config, PARLEY_DEMO }),
    await chat({ ...config, PARLEY_DEMO }),
    await files({
      ...config,
      FILE_STORAGE_PATH: config.FILE_STORAGE_PATH ?? join(config.DATA_DIR, 'files'),
    }),
    await meetings({ ...config, ...readConfig(mediaConfig) }),
  ];
  const runtimes: Runtime[] = [];
  for (const definition of definitions) {
    // Each follows the others, of which some start after it.
    const feedOf = (of: string) => laterFeed(bus, of, () => runtimes.find(({ name }) => name === of)?.feed);
    const feeds = Object.fromEntries(definitions.map(({ name }) => [name, feedOf(name)]));
    const child = logger.child({ subgraph: definition.name });
    const runtime = await startSubgraph(definition, {
      databaseUrl,
      bus,
      feeds,
      poolSize: POOL_SIZE,
      logRetentionDays: config.LOG_RETENTION_DAYS,
      logger: child,
    });
    stops.push(() => runtime.stop());
    runtimes.push(runtime);
  }
  return runtimes;
}
