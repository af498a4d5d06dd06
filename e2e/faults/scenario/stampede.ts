import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { Person } from '../../client/person.js';
import { CreateChannelDocument } from '../../generated/graphql.js';
import { people } from '../../people.js';
import type { Account } from '../play/client.js';
import { CrowdSocket, gatherPeople, SOCKETS_EACH } from '../play/crowd.js';
import type { Chance } from '../seed.js';
import { partOf, type Stage } from '../stage.js';
import { within } from './figures.js';
import { talk } from './talk.js';

/** How a crowd came back after a gateway was killed. */
export interface Return {
  readonly clients: number;
  /** From the moment the gateway served again until each client had caught up, in milliseconds. */
  readonly back: readonly number[];
  /** How long a bystander's sendings took meanwhile. */
  readonly bystander: readonly number[];
  /** Clients that were told fewer or more events than there were. */
  readonly uneven: number;
}

const LATEST_MS = 60_000;
const SPREAD_MS = 5_000;
const DOWN_MS = 500;

/** Follows through its cuts and knows when it caught up last. */
class Regular {
  private socket: CrowdSocket | null = null;
  private cursor: string;
  private stopped = false;
  readonly cursors: string[] = [];
  caughtUpAt = 0;

  constructor(
    private readonly urls: () => string,
    private readonly account: Account,
    private readonly channelId: string,
    after: string,
    private readonly chance: Chance,
  ) {
    this.cursor = after;
  }

  begin(): void {
    if (this.stopped) return;
    this.caughtUpAt = 0;
    const hear = (_copy: number, { type, cursor }: { readonly type: string; readonly cursor: string }) => {
      this.cursor = cursor;
      if (type === 'CaughtUp') this.caughtUpAt = performance.now();
      else this.cursors.push(cursor);
    };
    this.socket = new CrowdSocket(this.urls(), this.account, this.channelId, [this.cursor], hear);
    void this.socket.closed.then(async () => {
      this.caughtUpAt = 0;
      // Full jitter, as clients have, so that not everybody knocks at once.
      await pass(this.chance.within(0, SPREAD_MS));
      this.begin();
    });
  }

  stop(): void {
    this.stopped = true;
    this.socket?.close();
  }
}

/** A crowd follows at one gateway; it is killed and comes back while somebody sends through another one. */
export async function stampede(stage: Stage, clients: number, chance: Chance): Promise<Return> {
  const accounts = await gatherPeople(stage, Math.ceil(clients / SOCKETS_EACH));
  const urls = stage.directUrls;
  const owner = await Person.signIn(urls, people.head);
  const memberIds = accounts.map(({ id }) => id).filter((id) => id !== owner.id);
  const channel = await crowdedChannel(owner, memberIds);
  const bystanderUrl = urls.at(-1) ?? '';
  const regulars = Array.from({ length: clients }, (_, n) => {
    const account = accounts[n % accounts.length] ?? owner;
    return new Regular(() => urls[0] ?? '', account, channel.id, channel.cursor, chance);
  });
  for (const regular of regulars) regular.begin();
  await within(LATEST_MS, 'the crowd follows', all(regulars));
  const isAlone = urls.length === 1;
  const part = partOf(stage, stage.mode === 'embedded' ? 'product' : 'gateway-1');
  const before = isAlone ? null : talk(() => bystanderUrl, owner, channel.id, 100);
  await part.kill();
  await pass(DOWN_MS);
  await part.start();
  const served = performance.now();
  // Where there is one process nobody can send while it is away.
  const talking = before ?? talk(() => bystanderUrl, owner, channel.id, 100);
  await within(LATEST_MS, 'the crowd is back', all(regulars));
  const back = regulars.map(({ caughtUpAt }) => Math.max(0, caughtUpAt - served));
  const bystander = await talking.stop();
  await evenly(regulars);
  for (const regular of regulars) regular.stop();
  return { clients, back, bystander, uneven: unevenOf(regulars) };
}

async function crowdedChannel(owner: Person, memberIds: readonly string[]) {
  const input = { kind: 'GROUP' as const, name: 'Stampede', memberIds: [...memberIds], key: randomUUID() };
  const { createChannel } = await owner.get(CreateChannelDocument, { input });
  return { id: createChannel.id, cursor: createChannel.liveCursor };
}

/** Resolves once everybody is connected and has caught up. */
async function all(regulars: readonly Regular[]): Promise<void> {
  while (regulars.some(({ caughtUpAt }) => caughtUpAt === 0)) await pass(20);
}

/** Resolves once everybody was told as many events, or no patience is left for the rest. */
async function evenly(regulars: readonly Regular[]): Promise<void> {
  for (let left = 100; left > 0 && unevenOf(regulars) > 0; left -= 1) await pass(50);
}

/** Clients whose events are not those of the one who was told the most, in the same order. */
function unevenOf(regulars: readonly Regular[]): number {
  const longest = regulars.reduce<readonly string[]>(
    (most, { cursors }) => (cursors.length > most.length ? cursors : most),
    [],
  );
  const wanted = longest.join(' ');
  return regulars.filter(({ cursors }) => cursors.join(' ') !== wanted).length;
}
