import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { newId } from '@parley/kit';
import { CreateChannelDocument, SendMessageDocument } from './generated/graphql.js';
import { AMARA, Graph } from './graph.js';
import { burst, type Burst, inWords, median, quantile, timed } from './measure.js';
import { aKey, type Server } from './product.js';
import type { Report } from './report.js';
import type { Database } from './servers/database.js';
import { type Ejabberd, type Talker, isEjabberdInstalled, startEjabberd } from './servers/ejabberd.js';
import { withInstallation } from './servers/installation.js';

const ROUNDS = 3;
const MESSAGES = 6_000;
const WARM_UP = 2_000;
/** Channels, and as many messages on their way: one in each, so that nobody gains by a quiet channel. */
const IN_FLIGHT = 64;
/** As many connections as a subgraph of the product has. */
const POOL_SIZE = 10;
/** How long half of the load lasts. */
const HALF_LOAD_SECONDS = 10;
const TEXT =
  'The board meets on Thursday at two, in room 2.14; please bring the list of theses that are ready.';

/** Somebody to whom messages can be given, one after another or many at once. */
interface Taker {
  readonly name: string;
  readonly take: (n: number) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** Messages through the gateway, each committed with its log entry, over channels in turn. */
async function theProduct({ url }: Server): Promise<Taker> {
  const nobody = Graph.at(url, IN_FLIGHT);
  const amara = await nobody.signIn(AMARA);
  const channelIds: string[] = [];
  for (let n = 0; n < IN_FLIGHT; n++) {
    const input = { kind: 'GROUP' as const, name: `bench ${String(n)}`, key: aKey() };
    channelIds.push((await amara.get(CreateChannelDocument, { input })).createChannel.id);
  }
  const take = (n: number) => {
    const channelId = channelIds[n % IN_FLIGHT] ?? '';
    return amara.get(SendMessageDocument, { input: { channelId, text: TEXT, key: aKey() } });
  };
  return { name: 'sendMessage', take, end: () => nobody.close() };
}

const TABLE = `
  create schema bench;
  create table bench.message (like chat.message including all);`;

const INSERT = `insert into bench.message (id, channel_id, seq, author_id, kind, text, sent_at, client_key)
  values ($1, $2, $3, $4, 'TEXT', $5, clock_timestamp(), $6)`;

/** The same rows into a table of the same shape, and nothing else. */
async function bareInserts({ url }: Database): Promise<Taker> {
  const pool = new Pool({ connectionString: url, max: POOL_SIZE });
  await pool.query(TABLE);
  const channelIds = Array.from({ length: IN_FLIGHT }, () => newId('channel'));
  const authorId = newId('user');
  let seq = 0;
  const take = (n: number) =>
    pool.query(INSERT, [newId('message'), channelIds[n % IN_FLIGHT], ++seq, authorId, TEXT, aKey()]);
  return { name: 'bare inserts', take, end: () => pool.end() };
}

/** Messages to rooms of ejabberd, each archived in PostgreSQL before the room tells it. */
async function theOther(ejabberd: Ejabberd): Promise<Taker> {
  const idle: Talker[] = [];
  for (let n = 0; n < IN_FLIGHT; n++) idle.push(await ejabberd.join(`room${String(n)}`));
  const take = async (): Promise<void> => {
    const talker = idle.shift();
    if (!talker) throw new Error('More messages are on their way than there are people');
    await talker.say(TEXT);
    idle.push(talker);
  };
  return { name: 'ejabberd', take, end: () => ejabberd.stop() };
}

/** Gives messages at an even rate, whether or not the ones before are answered; answers with the 99th percentile. */
async function p99At(perSecond: number, take: Taker['take']): Promise<number> {
  const latencies: number[] = [];
  const begun = performance.now();
  const taken: Promise<unknown>[] = [];
  for (let n = 0; n < perSecond * HALF_LOAD_SECONDS; n++) {
    const due = begun + (n / perSecond) * 1_000;
    if (due > performance.now()) await pause(due - performance.now());
    taken.push(timed(() => take(n)).then((each) => latencies.push(each)));
  }
  await Promise.all(taken);
  return quantile(latencies, 0.99);
}

/** All in turn, so that a busy neighbour meets each of them. */
async function inTurn(takers: readonly Taker[], report: Report): Promise<readonly Burst[][]> {
  for (const { take } of takers) await burst(WARM_UP, IN_FLIGHT, take);
  const rounds: Burst[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bursts: Burst[] = [];
    for (const { name, take } of takers) {
      const given = await burst(MESSAGES, IN_FLIGHT, take);
      report.note(`${name} ${inWords(given)}`);
      bursts.push(given);
    }
    rounds.push(bursts);
  }
  return rounds;
}

async function measure(product: Taker, others: readonly Taker[], report: Report): Promise<void> {
  const rounds = await inTurn([product, ...others], report);
  for (const [n, { name }] of others.entries()) {
    const ratios = rounds.map((bursts) => (bursts[0]?.perSecond ?? 0) / (bursts[n + 1]?.perSecond ?? 0));
    const figure = n === 0 ? 'throughput-ratio' : `throughput-to-${name}`;
    report.figure({ name: figure, value: median(ratios), must: '>=', bar: n === 0 ? 0.4 : 1 });
  }
  const half = median(rounds.map((bursts) => bursts[0]?.perSecond ?? 0)) / 2;
  const p99 = await p99At(half, product.take);
  report.note(`half load: ${half.toFixed(0)} messages a second`);
  report.figure({ name: 'half-load-p99-ms', value: p99, must: '<=', bar: 25 });
}

/** What it costs that a message is more than a row, beside a bare row and beside a chat server with an archive. */
export async function sendMessage(report: Report): Promise<void> {
  await withInstallation({ mode: 'embedded' }, async ({ gateways: [server], database }) => {
    if (!server) throw new Error('The installation has no gateway');
    const takers = [await theProduct(server), await bareInserts(database)];
    if (isEjabberdInstalled()) takers.push(await theOther(await startEjabberd(database)));
    else report.note('ejabberd and erlang-p1-pgsql are not installed: nothing to compare with');
    const [product, ...others] = takers;
    try {
      if (product) await measure(product, others, report);
    } finally {
      for (const { end } of takers) await end();
    }
  });
}
