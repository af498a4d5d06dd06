import { Client } from 'pg';

/** A channel with a long past. */
export interface LongChannel {
  readonly id: string;
  readonly name: string;
  readonly messages: number;
}

const NAME = 'bench-scroll';
/** Ids as the product makes them: 26 letters of which these are some. */
const CHANNEL = 'channel_00000000000000000000005c01';

/** What is said there in turn: short and long words, lists, tables, code, formulas, links. */
const SAYINGS = [
  'Good morning.',
  'The library opens at **eight**, see [the page](https://example.org/hours).',
  'I moved the seminar to room `B2.14`; it has the *good* cameras, and the heating works again since Monday.',
  'Three things for today:\n- the slides\n- the list of guests, with everybody who said yes after Tuesday\n- chalk',
  'The sum is $\\sum_{k=1}^n k = \\frac{n(n+1)}{2}$, as everybody knows.',
  '```ts\nfor (const guest of guests) {\n  await invite(guest);\n}\n```',
  '| room | seats |\n|---|--:|\n| B2.14 | 40 |\n| C1.02 | 120 |',
  'Yes.',
  '> Will there be coffee?\n\nThere will be coffee, and tea, and something to eat for those who come from the early train.',
  'word '.repeat(120),
];

const CHANNEL_ROW = `
  insert into chat.channel (id, organization_id, kind, name, created_by_id, posting_role, last_seq)
  select $1, organization_id, 'PUBLIC', $2, id, 'MEMBER', $3 from chat.person where id = $4`;

const MEMBERS = `
  insert into chat.membership (id, channel_id, person_id, role, origin, last_read_seq)
  select 'membership_' || lpad(to_hex(row_number() over (order by id)), 26, '0'), $1, id, 'MEMBER', 'INVITED', $2
  from chat.person where organization_id = (select organization_id from chat.channel where id = $1)
  order by id = $3 desc limit 12`;

const MESSAGES = `
  insert into chat.message (id, channel_id, seq, author_id, kind, text, sent_at)
  select 'message_' || lpad(to_hex(n), 26, '0'), $1, n, authors.ids[1 + (n / 3) % cardinality(authors.ids)], 'TEXT',
    n || E':\\n\\n' || ($2::text[])[1 + n % cardinality($2::text[])], now() - make_interval(mins => 5 * ($3 - n))
  from generate_series(1, $3::int) n,
    (select array_agg(person_id order by person_id) as ids from chat.membership where channel_id = $1) authors`;

/** Writes a channel of that many messages as rows, which takes seconds where sending them would take many minutes. */
export async function aLongChannel(
  databaseUrl: string,
  email: string,
  messages: number,
): Promise<LongChannel> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select id from identity.user_account where email = $1',
      [email],
    );
    const [reader] = rows;
    if (!reader) throw new Error(`There is no ${email}`);
    await client.query(CHANNEL_ROW, [CHANNEL, NAME, messages, reader.id]);
    await client.query(MEMBERS, [CHANNEL, messages, reader.id]);
    await client.query(MESSAGES, [CHANNEL, SAYINGS, messages]);
    await client.query('analyze chat.message');
    return { id: CHANNEL, name: NAME, messages };
  } finally {
    await client.end();
  }
}
