import { Client, Pool } from 'pg';
import { SearchMessagesDocument } from './generated/graphql.js';
import { AMARA, Graph } from './graph.js';
import { quantile, timed } from './measure.js';
import type { Report } from './report.js';
import { SIZE, fill, vocabulary } from './search-data.js';
import { withInstallation } from './servers/installation.js';

const IN_FLIGHT = 4;
const ASKED = 150;
const WARM_UP = 30;
const P95_MS = 50;
/** The plain statement is bare: nobody is authenticated, nothing is forgiven, nobody's name is read. */
const TO_PLAIN = 10;

/** What people type: by how common the words are, from the list of words, the commonest first. */
const kinds: Readonly<Record<string, (words: readonly string[], n: number) => string>> = {
  'one-common-word': (words, n) => words[5 + (n % 40)] ?? '',
  'one-medium-word': (words, n) => words[300 + ((n * 17) % 2_000)] ?? '',
  'one-rare-word': (words, n) => words[40_000 + ((n * 7_919) % 100_000)] ?? '',
  'two-words': (words, n) => `${words[20 + (n % 300)] ?? ''} ${words[200 + ((n * 31) % 1_000)] ?? ''}`,
  'two-common-words': (words, n) => `${words[3 + (n % 20)] ?? ''} ${words[30 + (n % 50)] ?? ''}`,
  'rare-substring': (words, n) => (words[60_000 + ((n * 104_729) % 100_000)] ?? '').slice(1, 9),
  'typing-error': (words, n) => {
    const word = words[5_000 + ((n * 7_919) % 100_000)] ?? '';
    return `${word.slice(0, 3)}q${word.slice(4)}`;
  },
};

/** The same, by lexemes and a list of channels, with nothing around it. */
const PLAIN = `select id, ts_headline('english', text, plainto_tsquery('english', $1)) from bench_message
  where words @@ plainto_tsquery('english', $1) and channel_id = any($2) order by sent_at desc limit 20`;
const PLAIN_SUBSTRING = `select id, text from bench_message
  where text like '%' || $1 || '%' and channel_id = any($2) order by sent_at desc limit 20`;

interface Times {
  readonly p50: number;
  readonly p95: number;
}

async function asked(inFlight: number, ask: (n: number) => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < ASKED + WARM_UP) {
      const n = next++;
      const time = await timed(() => ask(n));
      if (n >= WARM_UP) times.push(time);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

const inWords = ({ p50, p95 }: Times): string => `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;

async function measure(
  report: Report,
  { amara, pool }: { readonly amara: Graph; readonly pool: Pool },
  channels: readonly string[],
): Promise<void> {
  const words = vocabulary();
  for (const [kind, textOf] of Object.entries(kinds)) {
    let found = 0;
    const search = async (n: number): Promise<void> => {
      const answer = await amara.get(SearchMessagesDocument, { query: textOf(words, n) });
      found += answer.searchMessages.nodes.length;
    };
    const alone = await asked(1, search);
    const hits = (found / (ASKED + WARM_UP)).toFixed(1);
    const together = await asked(IN_FLIGHT, search);
    const statement = kind === 'rare-substring' ? PLAIN_SUBSTRING : PLAIN;
    const plain = await asked(1, (n) => pool.query(statement, [textOf(words, n), channels]));
    report.note(
      `${kind}: ${inWords(alone)}, ${hits} found; ${String(IN_FLIGHT)} at a time ${inWords(together)}; ` +
        `plain PostgreSQL ${inWords(plain)}`,
    );
    report.figure({ name: `${kind}-p95-ms`, value: alone.p95, must: '<=', bar: P95_MS });
    report.figure({ name: `${kind}-p95-to-plain`, value: alone.p95 / plain.p95, must: '<=', bar: TO_PLAIN });
  }
}

/** What it takes to find something among a million messages, within the fifty channels of one person. */
export async function search(report: Report): Promise<void> {
  await withInstallation({ mode: 'embedded' }, async ({ gateways: [product], database }) => {
    if (!product) throw new Error('The installation has no gateway');
    const client = new Client({ connectionString: database.url });
    const pool = new Pool({
      connectionString: database.url,
      max: IN_FLIGHT,
      options: '-c search_path=chat,public',
    });
    const nobody = Graph.at(product.url, IN_FLIGHT);
    await client.connect();
    try {
      const { rows } = await client.query<{ id: string; organizationId: string }>(
        `select id, organization_id as "organizationId" from chat.person where display_name = 'Amara Okafor'`,
      );
      const [person] = rows;
      if (!person) throw new Error('The demo account is not there');
      report.note(`${String(SIZE.messages)} messages in ${String(SIZE.channels)} channels`);
      const channels = await fill(client, person, vocabulary());
      await measure(report, { amara: await nobody.signIn(AMARA), pool }, channels);
    } finally {
      await nobody.close();
      await pool.end();
      await client.end();
    }
  });
}
