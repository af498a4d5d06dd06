import { Pool } from 'pg';
import { newId } from '@parley/kit';
import { CreateChannelDocument, SendMessageDocument } from './generated/graphql.js';
import { AMARA, Graph } from './graph.js';
import { burst, type Burst, inWords } from './measure.js';
import { aKey, type Server } from './product.js';
import type { Report } from './report.js';
import type { Database } from './servers/database.js';
import { withInstallation } from './servers/installation.js';

const MESSAGES = 3_000;
const WARM_UP = 500;
const IN_FLIGHT = 16;
/** As many connections as a subgraph of the product has. */
const POOL_SIZE = 10;
const CHANNELS = 20;
const TEXT =
  'The board meets on Thursday at two, in room 2.14; please bring the list of theses that are ready.';

/** Messages through the gateway, each committed with its log entry, over channels in turn. */
async function throughTheGateway(product: Server): Promise<Burst> {
  const nobody = Graph.at(product.url, IN_FLIGHT);
  try {
    const amara = await nobody.signIn(AMARA);
    const channelIds: string[] = [];
    for (let n = 0; n < CHANNELS; n++) {
      const input = { kind: 'GROUP' as const, name: `bench ${String(n)}`, key: aKey() };
      channelIds.push((await amara.get(CreateChannelDocument, { input })).createChannel.id);
    }
    const send = (n: number) => {
      const channelId = channelIds[n % CHANNELS] ?? '';
      return amara.get(SendMessageDocument, { input: { channelId, text: TEXT, key: aKey() } });
    };
    await burst(WARM_UP, IN_FLIGHT, send);
    return await burst(MESSAGES, IN_FLIGHT, send);
  } finally {
    await nobody.close();
  }
}

const TABLE = `
  create schema bench;
  create table bench.message (like chat.message including all);`;

const INSERT = `insert into bench.message (id, channel_id, seq, author_id, kind, text, sent_at, client_key)
  values ($1, $2, $3, $4, 'TEXT', $5, clock_timestamp(), $6)`;

/** The same number of rows into a table of the same shape, and nothing else. */
async function bareInserts(database: Database): Promise<Burst> {
  const pool = new Pool({ connectionString: database.url, max: POOL_SIZE });
  try {
    await pool.query(TABLE);
    const channelIds = Array.from({ length: CHANNELS }, () => newId('channel'));
    const authorId = newId('user');
    let seq = 0;
    const insert = (n: number) =>
      pool.query(INSERT, [newId('message'), channelIds[n % CHANNELS], ++seq, authorId, TEXT, aKey()]);
    await burst(WARM_UP, IN_FLIGHT, insert);
    return await burst(MESSAGES, IN_FLIGHT, insert);
  } finally {
    await pool.end();
  }
}

/** What it costs that a message is more than a row. */
export async function sendMessage(report: Report): Promise<void> {
  await withInstallation({ mode: 'embedded' }, async ({ gateways: [product], database }) => {
    if (!product) throw new Error('The installation has no gateway');
    const inserts = await bareInserts(database);
    report.note(`bare inserts ${inWords(inserts)}`);
    const messages = await throughTheGateway(product);
    report.note(`sendMessage ${inWords(messages)}`);
    report.figure({
      name: 'throughput-ratio',
      value: messages.perSecond / inserts.perSecond,
      must: '>=',
      bar: 0.1,
    });
    report.figure({ name: 'p50-ratio', value: messages.p50 / inserts.p50, must: '<=', bar: 10 });
  });
}
