import { once } from 'node:events';
import {
  createLogger,
  type Runtime,
  startSubgraph,
  type SubgraphDefinition,
  systemCaller,
  transaction,
} from '@parley/kit';
import { buildSchema, parse } from 'graphql';
import type { Pool } from 'pg';
import { burst, type Burst, inWords, median } from './measure.js';
import { freePort, startTool } from './product.js';
import type { Report } from './report.js';
import { startDatabase } from './servers/database.js';

const STREAMS = 200;
const IN_FLIGHT = 32;
const POOL_SIZE = 16;
const ROUNDS = 7;
const APPENDS = 3_000;
const BAR = 0.6;
const DATA = { messageId: 'message_01h455vb4pex5vsknk084sn02q', authorId: 'user_01h455vb4pex5vsknk084sn02q' };
const ACTOR = 'user_01h455vb4pex5vsknk084sn02q';
const SDL = 'type Query { nothing: Boolean }';

/** A subgraph that has nothing but what the kit gives every subgraph. */
const DEFINITION: SubgraphDefinition = {
  name: 'bench_log',
  sdl: SDL,
  typeDefs: parse(SDL),
  schema: buildSchema(SDL),
  tables: [],
  migrations: [],
  context: (base) => base,
  consumers: [],
  urgentKinds: new Set(),
  jobs: [],
  bytes: null,
  http: null,
  parcels: null,
  onStart: () => Promise.resolve(),
  alongside: () => Promise.resolve(() => Promise.resolve()),
};

const INSERT = `insert into log (stream, seq, kind, data, actor_id, region) values ($1, $2, $3, $4::jsonb, $5, $6)`;

/** A use case that does nothing but say that something happened. */
const publishing = (runtime: Runtime) => (n: number) =>
  transaction(runtime.context(systemCaller('bench')), (ctx) =>
    ctx.events.publish(`channel:${String(n % STREAMS)}`, 'messageAdded', DATA),
  );

/** The same row by itself, straight on the connections of the same pool. */
function inserting(runtime: Runtime): (n: number) => Promise<unknown> {
  const { master: pool } = runtime.database.driver as unknown as { readonly master: Pool };
  let seq = 0;
  return (n) => {
    const stream = `bare:${String(n % STREAMS)}`;
    return pool.query(INSERT, [stream, ++seq, 'messageAdded', JSON.stringify(DATA), ACTOR, null]);
  };
}

async function measure(runtime: Runtime, bus: string, report: Report): Promise<void> {
  const publish = publishing(runtime);
  const insert = inserting(runtime);
  await burst(APPENDS, IN_FLIGHT, publish);
  await burst(APPENDS, IN_FLIGHT, insert);
  const rounds: { readonly published: Burst; readonly inserted: Burst }[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const published = await burst(APPENDS, IN_FLIGHT, publish);
    rounds.push({ published, inserted: await burst(APPENDS, IN_FLIGHT, insert) });
  }
  for (const { published, inserted } of rounds) {
    report.note(`${bus} bus: append and publish ${inWords(published)}; bare insert ${inWords(inserted)}`);
  }
  const value = median(rounds.map(({ published, inserted }) => published.perSecond / inserted.perSecond));
  report.figure({ name: `throughput-ratio-${bus}-bus`, value, must: '>=', bar: BAR });
}

async function onBus(bus: 'memory' | 'redis', report: Report): Promise<void> {
  const port = await freePort();
  const redis =
    bus === 'redis'
      ? await startTool('redis-server', ['--port', String(port), '--save', ''], /Ready to accept/)
      : null;
  const database = await startDatabase();
  try {
    const runtime = await startSubgraph(DEFINITION, {
      databaseUrl: database.url,
      poolSize: POOL_SIZE,
      logger: createLogger('bench', 'warn'),
      ...(redis && { redisUrl: `redis://127.0.0.1:${String(port)}` }),
    });
    await measure(runtime, bus, report);
    await runtime.stop();
  } finally {
    await database.stop();
    if (redis?.kill()) await once(redis, 'exit');
  }
}

/** What it costs that an event has its place in an order and is announced, over a row that is only inserted. */
export async function append(report: Report): Promise<void> {
  await onBus('memory', report);
  await onBus('redis', report);
}
