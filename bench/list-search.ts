import type { Client } from 'pg';
import { AMARA, type Graph, PRIYA } from './graph.js';
import { quantile, timed } from './measure.js';
import type { Report } from './report.js';

/** How many files there are, in how many folders, and how many of those the one has who was given some. */
const SIZE = { files: 100_000, folders: 100, given: 2, batch: 5_000 } as const;
const P95_MS = 60;
const WARM_UP = 15;
const ASKED = 60;

const SEARCH = `query Search($query: String!, $filter: FileFilterInput) {
  searchFiles(query: $query, filter: $filter, first: 30) {
    nodes { snippet file { id name kind mediaType size updatedAt scan viewerCan owner { id displayName } } }
    pageInfo { hasNextPage endCursor } } }`;

interface Found {
  readonly searchFiles: { readonly nodes: readonly unknown[] };
}

const FOLDERS = `
  insert into files.node (id, organization_id, kind, parent_id, ancestors, holder_id, name, name_key, sort_key, region)
  select 'folder_s' || lpad(n::text, 25, '0'), h.organization_id, 'FOLDER', h.id,
    h.ancestors || ('folder_s' || lpad(n::text, 25, '0')), h.holder_id, x.name, x.name, x.name, h.region
  from files.node h, generate_series(0, $2::int - 1) n cross join lateral (select 'Project ' || n as name) x
  where h.id = $1`;

/** Twenty files share the rare word of a name; "report" is in every one. */
const FILES = `
  insert into files.node (id, organization_id, kind, parent_id, ancestors, holder_id, name, name_key, sort_key,
    file_kind, media_type, size, scan, region, updated_at)
  select x.id, f.organization_id, 'FILE', f.id, f.ancestors || x.id, f.holder_id, x.name, x.name, x.name,
    'DOCUMENT', 'text/plain', 1000 + i, 'CLEAN', f.region, now() - i * interval '1 second'
  from generate_series($1::int, $1::int + $2::int - 1) i
  cross join lateral (select 'file_s' || lpad(i::text, 25, '0') as id,
    'Report ' || md5((i / 20)::text) || ' ' || i || '.txt' as name) x
  join files.node f on f.id = 'folder_s' || lpad((i % $3)::text, 25, '0')`;

/** Forty words of the text are of a thousand that many have, three are everywhere, one is in no other. */
const TEXTS = `
  insert into files.node_text (node_id, version_id, body)
  select 'file_s' || lpad(i::text, 25, '0'), '', 'The minutes of the meeting ' || (
    select string_agg('w' || (hashtext(i || ' ' || k) & 1023), ' ') from generate_series(1, 40) k) || ' x' || md5('text ' || i)
  from generate_series($1::int, $1::int + $2::int - 1) i`;

const GRANTS = `
  insert into files.node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights)
  select 'share_s' || right(n.id, 25), n.id, n.organization_id, 'USER', $1, '{VIEW,DOWNLOAD}' from files.node n
  where n.id = any(select 'folder_s' || lpad(k::text, 25, '0') from generate_series(0, $2::int - 1) k)`;

/** A hundred thousand files of one person, two thousand of which another one was given. */
async function fill(client: Client, owner: Graph, readerId: string): Promise<void> {
  const { viewer } = await owner.ask<{ viewer: { home: { id: string } } }>('{ viewer { home { id } } }', {});
  await client.query(FOLDERS, [viewer.home.id, SIZE.folders]);
  for (let first = 0; first < SIZE.files; first += SIZE.batch) {
    await client.query(FILES, [first, SIZE.batch, SIZE.folders]);
    await client.query(TEXTS, [first, SIZE.batch]);
  }
  await client.query(GRANTS, [readerId, SIZE.given]);
  for (const table of ['node', 'node_text', 'node_grant', 'file_search']) {
    await client.query(`vacuum analyze files.${table}`);
  }
}

type Who = 'owner' | 'reader';

interface Case {
  readonly who: Who;
  readonly query: (n: number) => Promise<string> | string;
  readonly filter?: (n: number) => object;
  /** As many of the first thirty as there have to be, on the average. */
  readonly least: number;
}

function casesOf(client: Client): Readonly<Record<string, Case>> {
  const md5 = async (text: string): Promise<string> =>
    (await client.query<{ md5: string }>('select md5($1)', [text])).rows[0]?.md5 ?? '';
  const rare = async (n: number): Promise<string> => (await md5(String((n * 37) % 5_000))).slice(0, 12);
  const folder = (n: number): string => `folder_s${String(n % SIZE.folders).padStart(25, '0')}`;
  return {
    'rare-name': { who: 'owner', query: rare, least: 15 },
    'part-of-name': { who: 'owner', query: async (n) => (await rare(n)).slice(3), least: 15 },
    'rare-text': { who: 'owner', query: async (n) => `x${await md5(`text ${String(n * 911)}`)}`, least: 1 },
    'word-of-many': { who: 'owner', query: (n) => `w${String((n * 7) % 1_024)}`, least: 30 },
    'two-words-of-many': {
      who: 'owner',
      query: (n) => `w${String((n * 7) % 1_024)} w${String((n * 13) % 1_024)}`,
      least: 20,
    },
    everywhere: { who: 'owner', query: () => 'report', least: 30 },
    'everywhere-in-text': { who: 'owner', query: () => 'minutes meeting', least: 30 },
    'two-letters': { who: 'owner', query: (n) => 'abcdef'.charAt(n % 6) + String(n % 10), least: 30 },
    'one-letter': { who: 'owner', query: () => 'r', least: 30 },
    'in-a-folder': {
      who: 'owner',
      query: () => 'report',
      filter: (n) => ({ folderId: folder(n) }),
      least: 30,
    },
    'by-kind-alone': { who: 'owner', query: () => '', filter: () => ({ kinds: ['DOCUMENT'] }), least: 30 },
    'rare-name-given': { who: 'reader', query: rare, least: 0 },
    'everywhere-given': { who: 'reader', query: () => 'report', least: 30 },
    'word-of-many-given': { who: 'reader', query: (n) => `w${String((n * 7) % 1_024)}`, least: 25 },
  };
}

async function measure(
  report: Report,
  who: Graph,
  name: string,
  { query, filter, least }: Case,
): Promise<void> {
  const latencies: number[] = [];
  let found = 0;
  for (let n = 0; n < WARM_UP + ASKED; n++) {
    const variables = { query: await query(n), filter: filter?.(n) ?? null };
    const time = await timed(async () => {
      found += (await who.ask<Found>(SEARCH, variables)).searchFiles.nodes.length;
    });
    if (n >= WARM_UP) latencies.push(time);
  }
  const mean = found / (WARM_UP + ASKED);
  if (mean < least) throw new Error(`${name} found ${mean.toFixed(1)}, not ${String(least)}`);
  report.note(`search ${name}: p50 ${quantile(latencies, 0.5).toFixed(1)} ms, ${mean.toFixed(1)} found`);
  report.figure({
    ...{ name: `search-${name}-p95-ms`, value: quantile(latencies, 0.95), must: '<=', bar: P95_MS },
  });
}

/** Search over a hundred thousand files, by whose they are and by who sees two thousand of them. */
export async function searchFiles(report: Report, nobody: Graph, client: Client): Promise<void> {
  const people: Readonly<Record<Who, Graph>> = {
    owner: await nobody.signIn(AMARA),
    reader: await nobody.signIn(PRIYA),
  };
  const { rows } = await client.query<{ id: string }>(
    'select id from identity.user_account where email = $1',
    [PRIYA],
  );
  const time = await timed(() => fill(client, people.owner, rows[0]?.id ?? ''));
  report.note(`${String(SIZE.files)} files with texts, written in ${(time / 1_000).toFixed(0)} s`);
  for (const [name, each] of Object.entries(casesOf(client))) {
    await measure(report, people[each.who], name, each);
  }
}
