import type { Client } from 'pg';

/** A person of the demo, as both services know them. */
export interface Reader {
  readonly id: string;
  readonly organizationId: string;
}

const id = (prefix: string, from: string): string => `'${prefix}_' || lpad(to_hex(${from}), 26, '0')`;

/** Where the ids of what is made here begin; nothing of the product's is as small. */
const FIRST = 0xbe000000;

/** Where people are kept, and what tells one from another there; all else is as with the reader. */
const PEOPLE = [
  { schema: 'identity', table: 'user_account', own: `'email', 'bench' || n || '@northgate.ac.uk'` },
  { schema: 'chat', table: 'person', own: `'kind', kind` },
];

/** Makes people of the reader's organisation, as rows. */
export async function seedPeople(client: Client, reader: Reader, count: number): Promise<void> {
  for (const { schema, table, own } of PEOPLE) {
    const { rows } = await client.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
       where table_schema = $1 and table_name = $2 and is_generated = 'NEVER'`,
      [schema, table],
    );
    const names = rows[0]?.names ?? '';
    await client.query(
      `insert into ${schema}.${table} (${names})
       select ${names} from (
         select (jsonb_populate_record(p, jsonb_build_object('id', ${id('user', '$2::bigint + n')},
           'display_name', 'Bench ' || n, ${own}))).*
         from ${schema}.${table} p, generate_series(1, $3::bigint) n where p.id = $1) people`,
      [reader.id, FIRST, count],
    );
  }
}

const CHANNELS = `
  insert into chat.channel (id, organization_id, kind, name, created_by_id, posting_role, last_seq)
  select ${id('channel', '$1::bigint + n')}, $2, 'GROUP', 'bench ' || n, $3, 'MEMBER', $5::int
  from generate_series(1, $4::bigint) n`;

const MEMBERS = `
  insert into chat.membership (id, channel_id, person_id, role, origin, last_read_seq)
  select ${id('membership', '$1::bigint + c * 10000 + n')}, ${id('channel', '$1::bigint + c')},
    case when n = 0 then $2 else ${id('user', `${String(FIRST)} + n`)} end, 'MEMBER', 'INVITED', $5::int
  from generate_series(1, $3::bigint) c, generate_series(0, $4::bigint - 1) n`;

const MESSAGES = `
  insert into chat.message (id, channel_id, seq, author_id, kind, text, sent_at)
  select ${id('message', '$1::bigint + c * 1000000 + n')}, ${id('channel', '$1::bigint + c')}, n,
    case when n % 5 = 0 then $2 else ${id('user', `${String(FIRST)} + 1 + n % ($5 - 1)`)} end, 'TEXT',
    'Message ' || n || ': the library opens at **eight**, see [the page](https://example.org/hours).',
    now() - make_interval(mins => ($4 - n)::int)
  from generate_series(1, $3::bigint) c, generate_series(1, $4::bigint) n`;

/** Channels of one size. */
export interface Channels {
  /** Tells these channels from others that are made. */
  readonly range: number;
  readonly channels: number;
  /** The reader among them. */
  readonly members: number;
  readonly messages: number;
  /** How many of each channel everybody has read. */
  readonly read: number;
}

/** Makes channels of the reader and people of seedPeople(), as rows; answers with the id of the first. */
export async function seedChannels(client: Client, reader: Reader, wanted: Channels): Promise<string> {
  const { channels, members, messages, read } = wanted;
  const first = FIRST + wanted.range * 0x100000000;
  await client.query(CHANNELS, [first, reader.organizationId, reader.id, channels, messages]);
  await client.query(MEMBERS, [first, reader.id, channels, members, read]);
  await client.query(MESSAGES, [first, reader.id, channels, messages, members]);
  // As autovacuum leaves tables behind: without it every index-only scan looks up its rows all the same.
  await client.query('vacuum analyze');
  return `channel_${(first + 1).toString(16).padStart(26, '0')}`;
}
