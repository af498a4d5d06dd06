import { Client } from 'pg';
import { AMARA, Graph, PRIYA } from './graph.js';
import { searchFiles } from './list-search.js';
import { quantile, timed } from './measure.js';
import { ownStatements } from './own-statements.js';
import type { Report } from './report.js';
import type { Database } from './servers/database.js';
import { withInstallation } from './servers/installation.js';

const SIZE = { folders: 100, files: 9_900, otherShares: 500 } as const;
const WARM_UP = 100;
const ASKED = 300;

/** What a list of files shows: names, sizes, owners, what may be done with each, who can see the folder. */
const LIST = `query List($id: ID!, $after: Cursor, $by: FileOrderField!) {
  folder(id: $id) {
    id name version liveCursor viewerCan audienceText path { id name }
    children(first: 50, after: $after, orderBy: { by: $by, direction: ASCENDING }) {
      nodes {
        ... on File { id name kind mediaType size updatedAt scan viewerFavorite viewerCan owner { id displayName } lockedBy { id } }
        ... on Folder { id name updatedAt viewerFavorite viewerCan owner { id displayName } }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
}`;

interface Listed {
  readonly folder: {
    readonly children: {
      readonly nodes: readonly { readonly id: string }[];
      readonly pageInfo: { readonly endCursor: string | null };
    };
  } | null;
}

const HOME = `{ viewer { home { id } } }`;

const NODES = `
  insert into files.node (id, organization_id, kind, parent_id, ancestors, holder_id, name, name_key, sort_key,
    file_kind, media_type, size, scan, region)
  select p.prefix || lpad(to_hex(n), 26, '0'), f.organization_id, p.kind, f.id,
    f.ancestors || (p.prefix || lpad(to_hex(n), 26, '0')), f.holder_id, p.name || n, p.name || n,
    p.name || lpad(n::text, 12, '0'), p.file_kind, p.media_type, n * 1000, p.scan, f.region
  from files.node f, (values ('folder_', 'FOLDER', 'folder ', null, null, null, $2::int),
      ('file_', 'FILE', 'file ', 'DOCUMENT', 'text/plain', 'CLEAN', $3::int))
    as p (prefix, kind, name, file_kind, media_type, scan, count), generate_series(1, p.count) n
  where f.id = $1`;

const GRANTS = `
  insert into files.node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights)
  select 'share_' || lpad(to_hex(row_number() over ()), 26, '0'), n.id, n.organization_id, 'USER', $2,
    '{VIEW,DOWNLOAD}'
  from files.node n where n.id = $1 or n.id in (
    select id from files.node where parent_id = $1 and kind = 'FILE' order by id limit $3)`;

/** A great folder of somebody else's, shared with the reader, who has many other shares too. */
async function aGreatFolder(client: Client, nobody: Graph): Promise<{ reader: Graph; folderId: string }> {
  const reader = await nobody.signIn(AMARA);
  const owner = await nobody.signIn(PRIYA);
  const { viewer } = await owner.ask<{ viewer: { home: { id: string } } }>(HOME, {});
  const folderId = viewer.home.id;
  await client.query(NODES, [folderId, SIZE.folders, SIZE.files]);
  const { rows } = await client.query<{ id: string }>(
    'select id from identity.user_account where email = $1',
    [AMARA],
  );
  await client.query(GRANTS, [folderId, rows[0]?.id, SIZE.otherShares]);
  await client.query('analyze files.node');
  await client.query('analyze files.node_grant');
  return { reader, folderId };
}

async function p95(work: () => Promise<unknown>): Promise<number> {
  for (let n = 0; n < WARM_UP; n++) await work();
  const latencies: number[] = [];
  for (let n = 0; n < ASKED; n++) latencies.push(await timed(work));
  return quantile(latencies, 0.95);
}

/** The cursor after so many pages. */
async function after(reader: Graph, folderId: string, pages: number): Promise<string | null> {
  let cursor: string | null = null;
  for (let n = 0; n < pages; n++) {
    const { folder }: Listed = await reader.ask<Listed>(LIST, { id: folderId, after: cursor, by: 'NAME' });
    cursor = folder?.children.pageInfo.endCursor ?? null;
  }
  return cursor;
}

async function measure(url: string, database: Database, report: Report): Promise<void> {
  const nobody = Graph.at(url, 1);
  // What finds files is kept by triggers, which call functions of theirs.
  const client = new Client({
    connectionString: database.url,
    application_name: 'bench',
    options: '-c search_path=files,public',
  });
  await client.connect();
  try {
    const { reader, folderId } = await aGreatFolder(client, nobody);
    const page =
      (by: string, cursor: string | null = null) =>
      () =>
        reader.ask<Listed>(LIST, { id: folderId, after: cursor, by });
    const { folder } = await page('NAME')();
    if (folder?.children.nodes.length !== 50) throw new Error('The folder is not there');
    report.figure({ name: 'first-page-p95-ms', value: await p95(page('NAME')), must: '<=', bar: 30 });
    const deep = await p95(page('NAME', await after(reader, folderId, 150)));
    report.figure({ name: 'deep-page-p95-ms', value: deep, must: '<=', bar: 30 });
    report.figure({ name: 'by-size-p95-ms', value: await p95(page('SIZE')), must: '<=', bar: 30 });
    const statements = await ownStatements(database, report, page('NAME'));
    report.figure({ name: 'statements', value: statements, must: '<=', bar: 6 });
    await searchFiles(report, nobody, client);
  } finally {
    await client.end();
    await nobody.close();
  }
}

/** A folder of ten thousand, listed by somebody it was shared with, and search over ten times as many. */
export async function list(report: Report): Promise<void> {
  await withInstallation({ mode: 'embedded', keepsLog: true }, async ({ gateways: [product], database }) => {
    if (product) await measure(product.url, database, report);
  });
}
