import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer } from '@parley/kit';
import { JANUS_SECRETS, aViewer, janusFolder, untilListening } from '@parley/kit/testing';
import { endPeers } from '@parley/kit/testing/peers';
import { Client } from 'pg';
import { freePort, type Server, startServer } from '../product.js';
import { startDatabase } from '../servers/database.js';
import { Asker } from './asker.js';

/** Meetings as a process of its own, with a database and a Janus, and somebody who speaks to it as a gateway does. */
export interface House {
  readonly meetings: Server;
  readonly janusUrl: string;
  readonly asker: Asker;
  /** A room in which its host and all these people may be. @returns its id */
  room(host: Viewer, people: readonly Viewer[]): Promise<string>;
  stop(): Promise<void>;
}

/** Somebody who may make meetings and ring people. */
export const aPerson = (n: number): Viewer =>
  aViewer({
    id: `user_${String(n).padStart(26, '0')}`,
    permissions: ['CREATE_MEETINGS', 'START_CALLS'],
  });

async function startJanus(dir: string, eventsPort: number) {
  const [port, adminPort] = [await freePort(), await freePort()];
  const folder = await janusFolder(dir, { port, adminPort, eventsPort });
  const child = spawn('/usr/bin/janus', ['-F', folder], { stdio: 'ignore' });
  await untilListening(port, () => child.exitCode === null);
  return {
    url: `ws://127.0.0.1:${String(port)}`,
    async end() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Tells meetings of people and of the channel that they are in, as the other subgraphs would. */
async function settle(databaseUrl: string, channelId: string, people: readonly Viewer[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const ids = people.map(({ id }) => id);
    await client.query(
      `insert into meetings.person (id, organization_id, kind, state, display_name)
       select unnest($1::text[]), $2, 'STAFF', 'ACTIVE', 'Somebody' on conflict do nothing`,
      [ids, people[0]?.organizationId],
    );
    await client.query(
      'insert into meetings.channel_member (person_id, channel_id) select unnest($1::text[]), $2',
      [ids, channelId],
    );
  } finally {
    await client.end();
  }
}

/** Starts it. */
export async function aHouse(): Promise<House> {
  const dir = await mkdtemp(join(tmpdir(), 'parley-bench-room-'));
  const database = await startDatabase({ keepsLog: false });
  const eventsPort = await freePort();
  const janus = await startJanus(dir, eventsPort);
  const PROOF_SECRET = randomBytes(32).toString('hex');
  const meetings = await startServer('subgraphs/meetings/dist/main.js', await freePort(), {
    ...{ DATABASE_URL: database.url, PROOF_SECRET, JANUS_URL: janus.url, ...JANUS_SECRETS },
    ...{ JANUS_EVENTS_PORT: String(eventsPort), RECORDING_PATH: join(dir, 'recordings') },
  });
  const asker = new Asker(meetings.url, PROOF_SECRET);
  return {
    ...{ meetings, janusUrl: janus.url, asker },
    async room(host, people) {
      const channelId = `channel_${randomUUID()}`;
      await settle(database.url, channelId, [host, ...people]);
      const input = { title: 'Bench', kind: 'INSTANT', channelId, key: randomUUID() };
      const document = 'mutation ($input: CreateMeetingInput!) { createMeeting(input: $input) { id } }';
      const { createMeeting } = await asker.run<{ createMeeting: { id: string } }>(host, document, { input });
      return createMeeting.id;
    },
    async stop() {
      endPeers();
      await asker.close();
      await meetings.end();
      await janus.end();
      await database.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
