import { Client } from 'pg';
import {
  AddReactionDocument,
  ChannelPageDocument,
  CreateChannelDocument,
  JoinChannelDocument,
  SendMessageDocument,
} from './generated/graphql.js';
import { AMARA, Graph } from './graph.js';
import { burst, type Burst, inWords, median } from './measure.js';
import { aKey, type Server } from './product.js';
import type { Report } from './report.js';
import type { Database } from './servers/database.js';
import { withInstallation } from './servers/installation.js';

const MESSAGES = 200;
const AUTHORS = [
  AMARA,
  'jonas.lindqvist@northgate.ac.uk',
  'elise.tremblay@northgate.ca',
  'baraka.otieno@northgate.ac.ke',
  'daniel.mwangi@students.northgate.ac.ke',
];
const WARM_UP = 100;
const ROUNDS = 5;
const OPENINGS = 100;

/** A channel like those people open: several authors, answers, reactions. */
async function aLivelyChannel(nobody: Graph): Promise<{ reader: Graph; channelId: string }> {
  const authors: Graph[] = [];
  for (const email of AUTHORS) authors.push(await nobody.signIn(email));
  const [reader = nobody] = authors;
  const input = { kind: 'PUBLIC' as const, name: 'bench-open-channel', key: aKey() };
  const { createChannel } = await reader.get(CreateChannelDocument, { input });
  const { id: channelId } = createChannel;
  for (const author of authors.slice(1)) {
    await author.get(JoinChannelDocument, { input: { channelId, key: aKey() } });
  }
  let last: string | undefined;
  for (let n = 0; n < MESSAGES; n++) {
    const author = authors[n % authors.length] ?? reader;
    const replyToId = n % 10 === 9 ? last : undefined;
    const text = `Message ${String(n)}: the library opens at **eight**, see [the page](https://example.org/hours).`;
    const { sendMessage } = await author.get(SendMessageDocument, {
      input: { channelId, text, replyToId, key: aKey() },
    });
    last = sendMessage.id;
    if (n % 4 === 0) {
      await reader.get(AddReactionDocument, { input: { messageId: last, emoji: '👍', key: aKey() } });
    }
  }
  return { reader, channelId };
}

/** The rows of the same page, joined over both subgraphs' tables, as one JSON that PostgreSQL makes. */
const PAGE = `
  select json_build_object(
    'channel', to_json(c),
    'entry', (select to_json(m) from chat.membership m where m.channel_id = c.id and m.person_id = $2),
    'members', (select json_agg(json_build_object('membership', m, 'user', u.display_name, 'zone', u.time_zone))
      from (select * from chat.membership where channel_id = c.id and ended_at is null limit 100) m
      join identity.user_account u on u.id = m.person_id),
    'messages', (select json_agg(json_build_object('message', m, 'author', u.display_name, 'zone', u.time_zone,
        'answers', (select a.text from chat.message a where a.id = m.reply_to_id),
        'reactions', (select json_agg(json_build_object('emoji', r.emoji, 'by', p.display_name))
          from chat.reaction r join identity.user_account p on p.id = r.person_id where r.message_id = m.id)))
      from (select * from chat.message where channel_id = c.id order by seq desc limit 50) m
      left join identity.user_account u on u.id = m.author_id)
  ) from chat.channel c where c.id = $1`;

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

async function measure(product: Server, database: Database, report: Report): Promise<void> {
  const nobody = Graph.at(product.url, 1);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { reader, channelId } = await aLivelyChannel(nobody);
    const open = () => reader.get(ChannelPageDocument, { channelId });
    const read = () => client.query({ name: 'page', text: PAGE, values: [channelId, ''] });
    const page = await open();
    if (page.channel?.messages.nodes.length !== 50) throw new Error('The page is not one of fifty messages');
    const [opened, statements] = await inTurn(open, read);
    for (const [n, each] of opened.entries()) {
      const statement = statements[n];
      if (statement) report.note(`ChannelPage ${inWords(each)}; one statement ${inWords(statement)}`);
    }
    const ratios = opened.map(({ p50 }, n) => p50 / (statements[n]?.p50 ?? Number.NaN));
    report.figure({ name: 'latency-ratio', value: median(ratios), must: '<=', bar: 10 });
  } finally {
    await client.end();
    await nobody.close();
  }
}

/** What it costs that a channel is opened through two subgraphs, with access checked, and not by one statement. */
export async function openChannel(report: Report): Promise<void> {
  await withInstallation({ mode: 'embedded' }, async ({ gateways: [product], database }) => {
    if (product) await measure(product, database, report);
  });
}
