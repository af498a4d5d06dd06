import { Client } from 'pg';
import { clientDocument } from './client-documents.js';
import { AMARA, Graph } from './graph.js';
import { burst, inWords, quantile, timed } from './measure.js';
import type { Report } from './report.js';
import { type Reader, seedChannels, seedPeople } from './seed.js';
import { ownStatements } from './own-statements.js';
import type { Database } from './servers/database.js';
import { withInstallation } from './servers/installation.js';

const CHANNELS = 500;
/** In each channel; everybody has read half of them. */
const MESSAGES = 200;
const MEMBERS = 20;
const WARM_UP = 40;
const READINGS = 200;

interface SidebarAnswer {
  readonly viewer: { readonly sidebar: { readonly entries: readonly { readonly unreadCount: number }[] } };
}

async function seed(client: Client): Promise<void> {
  const { rows } = await client.query<Reader>(
    `select id, organization_id as "organizationId" from identity.user_account where email = $1`,
    [AMARA],
  );
  const [reader] = rows;
  if (!reader) throw new Error(`There is no ${AMARA}`);
  await seedPeople(client, reader, MEMBERS);
  await seedChannels(client, reader, {
    range: 2,
    channels: CHANNELS,
    members: MEMBERS,
    messages: MESSAGES,
    read: MESSAGES / 2,
  });
}

async function measure(url: string, database: Database, report: Report): Promise<void> {
  const nobody = Graph.at(url, 1);
  const client = new Client({ connectionString: database.url, application_name: 'bench' });
  await client.connect();
  try {
    await seed(client);
    const graph = await nobody.signIn(AMARA);
    const document = clientDocument('Sidebar');
    const read = () => graph.ask<SidebarAnswer>(document, {});
    const { entries } = (await read()).viewer.sidebar;
    if (entries.length < CHANNELS || entries.every(({ unreadCount }) => unreadCount === 0)) {
      throw new Error(`The sidebar has ${String(entries.length)} channels, or nothing unread`);
    }
    await burst(WARM_UP, 1, read);
    const latencies: number[] = [];
    for (let n = 0; n < READINGS; n++) latencies.push(await timed(read));
    report.note(`p50 ${quantile(latencies, 0.5).toFixed(1)} ms over ${String(entries.length)} channels`);
    report.figure({ name: 'p95-ms', value: quantile(latencies, 0.95), must: '<=', bar: 40 });
    report.note(`two at a time ${inWords(await burst(READINGS, 2, read))}`);
    const statements = await ownStatements(database, report, read);
    report.figure({ name: 'statements', value: statements, must: '<=', bar: 5 });
  } finally {
    await client.end();
    await nobody.close();
  }
}

/** How long it takes to read five hundred channels with what is unread in each. */
export async function sidebar(report: Report): Promise<void> {
  const wanted = { mode: 'embedded', keepsLog: true } as const;
  await withInstallation(wanted, async ({ gateways: [product], database }) => {
    if (product) await measure(product.url, database, report);
  });
}
