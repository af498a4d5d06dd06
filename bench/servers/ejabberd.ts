import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { spawn } from 'node:child_process';
import { Client } from 'pg';
import { freePort } from '../product.js';
import type { Database } from './database.js';

const HOST = 'bench.localhost';
const ROOMS = `rooms.${HOST}`;
const START_MS = 30_000;
/** Where Debian's package leaves the tables that it wants to find. */
const TABLES = '/usr/share/ejabberd/sql/pg.sql';

/** Somebody who talks in a room of their own. */
export interface Talker {
  /** Resolves when the room has taken the message in and tells it. */
  say(text: string): Promise<void>;
}

/** A chat server of another house, with the same database server behind it. */
export interface Ejabberd {
  join(room: string): Promise<Talker>;
  stop(): Promise<void>;
}

/** Whether the Debian packages `ejabberd` and `erlang-p1-pgsql` are installed. */
export const isEjabberdInstalled = (): boolean => existsSync(TABLES) && existsSync('/usr/bin/erl');

const configuration = (port: number, sql: URL): string => `
hosts: [${HOST}]
loglevel: error
listen:
  - {port: ${String(port)}, ip: "127.0.0.1", module: ejabberd_c2s, starttls: false}
auth_method: anonymous
anonymous_protocol: sasl_anon
default_db: sql
sql_type: pgsql
sql_server: ${sql.hostname}
sql_port: ${sql.port}
sql_database: ejabberd
sql_username: ${sql.username}
sql_password: "${decodeURIComponent(sql.password)}"
sql_pool_size: 10
modules:
  mod_mam: {default: always}
  mod_muc:
    host: ${ROOMS}
    default_room_options: {persistent: true, mam: true}
`;

async function makeTables(database: Database): Promise<URL> {
  const url = new URL(database.url);
  const tables = await readFile(TABLES, 'utf8');
  for (const [name, statements] of [
    [url.pathname, 'create database ejabberd'],
    ['/ejabberd', tables],
  ] as const) {
    const client = new Client({ connectionString: Object.assign(new URL(url), { pathname: name }).href });
    await client.connect();
    await client.query(statements);
    await client.end();
  }
  return url;
}

async function connected(port: number): Promise<Socket> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket.setNoDelay();
    } catch (error) {
      // Nobody listens yet, until it took too long.
      if (performance.now() > deadline) throw error;
      await pause(50);
    }
  }
}

/** Starts ejabberd with its archive of messages (XEP-0313) in a database of its own on that server. */
export async function startEjabberd(database: Database): Promise<Ejabberd> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-ejabberd-'));
  const config = join(folder, 'ejabberd.yml');
  await writeFile(config, configuration(port, await makeTables(database)));
  const child = spawn(
    '/usr/bin/erl',
    ['-noinput', '-mnesia', 'dir', `"${folder}/mnesia"`, '-s', 'ejabberd'],
    {
      stdio: 'ignore',
      env: {
        PATH: '/usr/bin:/bin',
        HOME: folder,
        ERL_LIBS: '/usr/lib/x86_64-linux-gnu',
        EJABBERD_CONFIG_PATH: config,
        EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
      },
    },
  );
  const sockets: Socket[] = [];
  return {
    async join(room) {
      const socket = await connected(port);
      sockets.push(socket);
      return talkIn(socket, `${room}@${ROOMS}`);
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      child.kill('SIGKILL');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for what a server says: one question at a time. */
class Answers {
  private heard = '';
  private wanted: { readonly words: string; readonly found: () => void } | null = null;

  constructor(socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => {
      this.heard += text;
      if (!this.wanted || !this.heard.includes(this.wanted.words)) return;
      const { found } = this.wanted;
      this.wanted = null;
      this.heard = '';
      found();
    });
  }

  until(words: string): Promise<void> {
    return new Promise((found) => {
      this.wanted = { words, found };
    });
  }
}

const STREAM =
  `<stream:stream to='${HOST}' version='1.0' xmlns='jabber:client' ` +
  `xmlns:stream='http://etherx.jabber.org/streams'>`;

/** Signs in as nobody in particular (RFC 6120, XEP-0175) and enters a room (XEP-0045). */
async function talkIn(socket: Socket, room: string): Promise<Talker> {
  const answers = new Answers(socket);
  const ask = async (xml: string, until: string): Promise<void> => {
    const answered = answers.until(until);
    socket.write(xml);
    await answered;
  };
  await ask(STREAM, '</stream:features>');
  await ask(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>`, '<success');
  await ask(STREAM, '</stream:features>');
  await ask(`<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`, '</jid>');
  const muc = `<x xmlns='http://jabber.org/protocol/muc'/>`;
  await ask(`<presence to='${room}/one'>${muc}</presence>`, '<subject');
  let said = 0;
  return {
    say(text) {
      const id = `m${String(++said)}.`;
      const body = `<body>${text}</body>`;
      return ask(`<message type='groupchat' to='${room}' id='${id}'>${body}</message>`, `id='${id}'`);
    },
  };
}
