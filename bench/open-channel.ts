import { Client } from 'pg';
import { AddReactionDocument } from './generated/graphql.js';
import { clientDocument } from './client-documents.js';
import { AMARA, Graph } from './graph.js';
import { burst, type Burst, inWords, median } from './measure.js';
import { aKey } from './product.js';
import type { Report } from './report.js';
import { type Reader, seedChannels, seedPeople } from './seed.js';
import { ownStatements } from './own-statements.js';
import type { Database } from './servers/database.js';
import { withInstallation } from './servers/installation.js';

const SIZE = { channels: 1, members: 5_000, messages: 100_000 } as const;
const PAGE = 50;
const WARM_UP = 100;
const ROUNDS = 5;
const OPENINGS = 60;

/** The rows of the same page, joined over both subgraphs' tables, as one JSON that PostgreSQL makes. */
const ROWS = `
  select json_build_object(
    'channel', to_json(c),
    'memberCount', (select count(*) from chat.membership where channel_id = c.id and ended_at is null),
    'entry', (select to_json(m) from chat.membership m where m.channel_id = c.id and m.person_id = $2),
    'unread', (select count(*) from (select 1 from chat.message x, chat.membership m
      where m.channel_id = c.id and m.person_id = $2 and x.channel_id = c.id and x.seq > m.last_read_seq
        and x.author_id <> $2 limit 1000) unread),
    'members', (select json_agg(json_build_object('membership', m, 'user', u.display_name, 'zone', u.time_zone))
      from (select m.* from chat.membership m join chat.person p on p.id = m.person_id
            where m.channel_id = c.id and m.ended_at is null order by lower(p.display_name), m.id limit 100) m
      join identity.user_account u on u.id = m.person_id),
    'messages', (select json_agg(json_build_object('message', m, 'author', u.display_name, 'zone', u.time_zone,
        'own', (select json_agg(r.emoji) from chat.reaction r where r.message_id = m.id and r.person_id = $2)))
      from (select * from chat.message where channel_id = c.id order by seq desc limit ${String(PAGE)}) m
      left join identity.user_account u on u.id = m.author_id)
  ) from chat.channel c where c.id = $1`;

interface Place {
  readonly graph: Graph;
  readonly reader: Reader;
  readonly channelId: string;
}

/** A channel with a past and many members, of which the last messages have reactions. */
async function aGreatChannel(client: Client, nobody: Graph): Promise<Place> {
  const graph = await nobody.signIn(AMARA);
  const { rows } = await client.query<Reader>(
    `select id, organization_id as "organizationId" from identity.user_account where email = $1`,
    [AMARA],
  );
  const [reader] = rows;
  if (!reader) throw new Error(`There is no ${AMARA}`);
  await seedPeople(client, reader, SIZE.members);
  const channelId = await seedChannels(client, reader, { range: 1, ...SIZE, read: SIZE.messages - 20 });
  const { rows: last } = await client.query<{ id: string }>(
    `select id from chat.message where channel_id = $1 and seq > $2 and seq % 4 = 0`,
    [channelId, SIZE.messages - PAGE],
  );
  for (const { id: messageId } of last) {
    await graph.get(AddReactionDocument, { input: { messageId, emoji: '👍', key: aKey() } });
  }
  return { graph, reader, channelId };
}

/** Opens and reads in turn, so that a busy neighbour meets both. */
async function inTurn(
  open: () => Promise<unknown>,
  read: () => Promise<unknown>,
): Promise<[Burst[], Burst[]]> {
  await burst(WARM_UP, 1, open);
  await burst(WARM_UP, 1, read);
  const opened: Burst[] = [];
  const statements: Burst[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    opened.push(await burst(OPENINGS, 1, open));
    statements.push(await burst(OPENINGS, 1, read));
  }
  return [opened, statements];
}

async function measure(url: string, database: Database, report: Report): Promise<void> {
  const nobody = Graph.at(url, 1);
  const client = new Client({ connectionString: database.url, application_name: 'bench' });
  await client.connect();
  try {
    const { graph, reader, channelId } = await aGreatChannel(client, nobody);
    const page = clientDocument('ChannelPage');
    const open = () => graph.ask<{ channel: object | null }>(page, { channelId, last: PAGE });
    const read = () => client.query({ name: 'page', text: ROWS, values: [channelId, reader.id] });
    if (!(await open()).channel) throw new Error('The channel is not there');
    const [opened, read_] = await inTurn(open, read);
    for (const [n, each] of opened.entries()) {
      const statement = read_[n];
      if (statement) report.note(`ChannelPage ${inWords(each)}; one statement ${inWords(statement)}`);
    }
    const ratios = opened.map(({ p50 }, n) => p50 / (read_[n]?.p50 ?? Number.NaN));
    report.figure({ name: 'latency-ratio', value: median(ratios), must: '<=', bar: 3 });
    const statements = await ownStatements(database, report, open);
    report.figure({ name: 'statements', value: statements, must: '<=', bar: 8 });
  } finally {
    await client.end();
    await nobody.close();
  }
}

/** What it costs that a great channel is opened through two subgraphs, with access checked, and not by one statement. */
export async function openChannel(report: Report): Promise<void> {
  const wanted = { mode: 'embedded', keepsLog: true } as const;
  await withInstallation(wanted, async ({ gateways: [product], database }) => {
    if (product) await measure(product.url, database, report);
  });
}
