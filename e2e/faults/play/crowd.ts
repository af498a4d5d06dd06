import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { graphqlOf } from '../../client/ask.js';
import { PASSWORD, Person } from '../../client/person.js';
import { FaultsCreateUserDocument, FaultsRoleIdsDocument } from '../../generated/graphql.js';
import { campus, people } from '../../people.js';
import type { Stage } from '../stage.js';
import type { Account } from './client.js';

/** The demo accounts of one organisation besides those that `people` names. */
const OTHERS = [
  'meiling.chen@northgate.ac.uk',
  'viviane.achterberg@northgate.ac.uk',
  'tomas.herrera@students.northgate.ac.uk',
  'ana.pereira@students.northgate.ac.uk',
  'zeinab.warsame@students.northgate.ac.ke',
];

/** How many sockets one person may have at one gateway. */
export const SOCKETS_EACH = 10;

/** Signs in as many people as are wanted: those of the demo, then new ones whom the administrator makes. */
export async function gatherPeople(stage: Stage, count: number): Promise<readonly Account[]> {
  const known = [...campus.map((role) => people[role]), ...OTHERS].slice(0, count);
  const made = count > known.length ? await makePeople(stage, count - known.length) : [];
  const accounts: Account[] = [];
  for (const email of [...known, ...made]) accounts.push(await Person.signIn(stage.directUrls, email));
  return accounts;
}

async function makePeople(stage: Stage, count: number): Promise<readonly string[]> {
  const administrator = await Person.signIn(stage.directUrls, people.administrator);
  const { viewer } = await administrator.get(FaultsRoleIdsDocument, {});
  const roleId = viewer?.organization.roles.find(({ template }) => template === 'EMPLOYEE')?.id;
  const emails = Array.from({ length: count }, (_, n) => `crowd-${String(n)}@northgate.ac.uk`);
  for (const email of emails) {
    const input = {
      email,
      displayName: `Crowd ${email.split('@')[0] ?? ''}`,
      kind: 'STAFF' as const,
      country: 'GB',
      roleIds: roleId === undefined ? [] : [roleId],
      password: PASSWORD,
      key: randomUUID(),
    };
    await administrator.get(FaultsCreateUserDocument, { input });
  }
  return emails;
}

/** What one of a crowd's sockets was told. */
export interface CrowdEvent {
  readonly type: string;
  readonly cursor: string;
}

/** A socket with several subscriptions to one channel, made to be had by the hundred. */
export class CrowdSocket {
  /** The last position of each subscription. */
  readonly cursors: (string | null)[];
  /** How many events each subscription was told. */
  readonly counts: number[];
  private readonly socket: WebSocket;
  private readonly end = Promise.withResolvers<{ readonly code: number; readonly at: number }>();

  constructor(
    url: string,
    account: Account,
    private readonly channelId: string,
    private readonly after: readonly (string | null)[],
    private readonly hear: (copy: number, event: CrowdEvent) => void = () => undefined,
  ) {
    this.cursors = [...after];
    this.counts = after.map(() => 0);
    this.socket = new WebSocket(graphqlOf(url).replace('http', 'ws'), 'graphql-transport-ws', {
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
    });
    this.socket.on('open', () => {
      this.send({ type: 'connection_init', payload: { token: account.token } });
    });
    this.socket.on('message', (raw: Buffer) => {
      this.take(raw.toString());
    });
    // The close that follows says it.
    this.socket.on('error', () => undefined);
    this.socket.once('close', (code) => {
      this.end.resolve({ code, at: performance.now() });
    });
  }

  /** Its close code, once it is closed. */
  get closed(): Promise<{ readonly code: number; readonly at: number }> {
    return this.end.promise;
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(): void {
    this.socket.terminate();
  }

  private send(message: object): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private take(text: string): void {
    if (!text.includes('"type":"next"')) {
      const { type } = JSON.parse(text) as { readonly type: string };
      if (type === 'connection_ack') this.subscribe();
      if (type === 'ping') this.send({ type: 'pong' });
      return;
    }
    // Millions of frames are read by one process: only what is counted is looked for.
    const [, copyText] = /"id":"(\d+)"/.exec(text) ?? [];
    const [, type] = /"__typename":"(\w+)"/.exec(text) ?? [];
    const [, cursor] = /"cursor":"([^"]+)"/.exec(text) ?? [];
    if (copyText === undefined || type === undefined || cursor === undefined) return;
    const copy = Number(copyText);
    this.cursors[copy] = cursor;
    if (type !== 'CaughtUp') this.counts[copy] = (this.counts[copy] ?? 0) + 1;
    this.hear(copy, { type, cursor });
  }

  private subscribe(): void {
    for (const [copy, after] of this.after.entries()) {
      const variables = { channelId: this.channelId, after };
      this.send({ id: String(copy), type: 'subscribe', payload: { query: EVENTS, variables } });
    }
  }
}

const EVENTS = `subscription ($channelId: ID!, $after: Cursor) {
  channelEvents(channelId: $channelId, after: $after) {
    __typename
    ... on LiveEvent { cursor }
    ... on MessageAdded { message { id seq text author { id displayName } } }
  }
}`;
