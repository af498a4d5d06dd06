import { newId } from '@parley/kit';
import type { Client } from 'pg';

/** How many messages there are, in how many channels, and in how many of those the one who asks is. */
export const SIZE = { messages: 1_000_000, channels: 1_000, own: 50, words: 200_000 } as const;

const SYLLABLES =
  'ba be bi bo ca ce co da de di do fa fe ga go ha he ka ki la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ' +
  'ro sa se si so ta te ti to va ve vi vo wa za st str ing er ion ment al ous';

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Words, the commonest first. */
export function vocabulary(): string[] {
  const random = randomFrom(7);
  const syllables = SYLLABLES.split(' ');
  const words = new Set<string>();
  for (let n = 0; words.size < SIZE.words; n++) {
    const parts = (n < 300 ? 1 : 2) + Math.floor(random() * (n < 300 ? 3 : 4));
    const word = Array.from({ length: parts }, () => syllables[Math.floor(random() * syllables.length)]);
    words.add(word.join(''));
  }
  return [...words];
}

const CHANNELS = `
  insert into chat.channel (id, organization_id, kind, name, posting_role)
  select id, $2, 'GROUP', 'bench ' || n, 'GUEST' from unnest($1::text[]) with ordinality as c (id, n)`;

const OWN = `
  insert into chat.membership (id, channel_id, person_id, role, origin)
  select m.id, m.channel_id, $3, 'MEMBER', 'INVITED' from unnest($1::text[], $2::text[]) as m (id, channel_id)`;

const SAID = `
  insert into chat.message (id, channel_id, seq, author_id, kind, text, sent_at)
  select m.id, m.channel_id, m.seq, $1, 'TEXT', m.text, now() - interval '300 days' + m.n * interval '25 seconds'
  from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::int[]) as m (id, channel_id, seq, text, n)`;

const AT_ONCE = 10_000;

/** Zipf over the words and uneven over the channels, a dozen words a message, one every 25 seconds. */
async function say(
  client: Client,
  authorId: string,
  channels: readonly string[],
  words: readonly string[],
): Promise<void> {
  const random = randomFrom(11);
  const seqs = new Map<string, number>();
  const message = (n: number): readonly [string, string, number, string, number] => {
    const channel = channels[Math.floor(random() ** 2.2 * channels.length)] ?? '';
    const seq = (seqs.get(channel) ?? 0) + 1;
    seqs.set(channel, seq);
    const length = Math.min(80, 3 + Math.floor(-Math.log(1 - random()) * 9));
    const text = Array.from({ length }, () => words[Math.floor(words.length ** random()) - 1] ?? '');
    return [`message_${n.toString(16).padStart(26, '0')}`, channel, seq, text.join(' '), n];
  };
  for (let n = 0; n < SIZE.messages; n += AT_ONCE) {
    const rows = Array.from({ length: AT_ONCE }, (_, more) => message(n + more));
    const columns = [0, 1, 2, 3, 4].map((column) => rows.map((row) => row[column]));
    await client.query(SAID, [authorId, ...columns]);
  }
}

// As indexMessages() does it, for all messages at once.
const INDEX = [
  `drop index chat.message_search_terms`,
  `truncate chat.message_search, chat.word`,
  `insert into chat.message_search (channel_id, seq, sent_at, terms)
   select channel_id, seq, sent_at, array(
     select distinct hashtextextended(channel_id || ' ' || t, 0)
     from unnest(string_to_array(text, ' ') || ('@' || author_id)) t)
   from chat.message where kind = 'TEXT' order by sent_at`,
  `set maintenance_work_mem = '512MB'`,
  `create index message_search_terms on chat.message_search using gin (terms) with (gin_pending_list_limit = 512)`,
  `insert into chat.word (text, shape, messages, stems)
   select t, case when t like '@%' then '' else t end, count(*),
     case when t like '@%' then '{}' else array['english:' || coalesce((ts_lexize('english_stem', t))[1], t)] end
   from (select distinct id, unnest(string_to_array(text, ' ') || ('@' || author_id)) as t
         from chat.message where text ~ '^[a-z ]+$') w
   where t <> '' group by t`,
  `update chat.channel c set last_seq = m.seq
   from (select channel_id, max(seq) as seq from chat.message group by 1) m where m.channel_id = c.id`,
  `delete from chat.unsearched`,
  `vacuum analyze`,
];

/** The way of PostgreSQL's manual: a column of lexemes, an index over it, and a filter by channel. */
const PLAIN = [
  `create table bench_message as select id, channel_id, sent_at, to_tsvector('english', text) as words, text
   from chat.message where kind = 'TEXT' order by sent_at`,
  `create index on bench_message using gin (words)`,
  `create index on bench_message using gin (text gin_trgm_ops)`,
  `create index on bench_message (sent_at)`,
  `vacuum analyze bench_message`,
];

/** Fills the tables as sending and indexing would; answers with the channels of the one who asks. */
export async function fill(
  client: Client,
  person: { readonly id: string; readonly organizationId: string },
  words: readonly string[],
): Promise<readonly string[]> {
  const channels = Array.from({ length: SIZE.channels }, () => newId('channel'));
  const every = SIZE.channels / SIZE.own;
  const own = channels.filter((_, n) => n % every === 3);
  await client.query(`set search_path = chat, public`);
  await client.query(CHANNELS, [channels, person.organizationId]);
  await client.query(OWN, [own.map(() => newId('membership')), own, person.id]);
  await say(client, person.id, channels, words);
  for (const statement of [...INDEX, ...PLAIN]) await client.query(statement);
  return own;
}
