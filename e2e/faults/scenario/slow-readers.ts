import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { ask, codesOf } from '../../client/ask.js';
import { Person } from '../../client/person.js';
import {
  CreateChannelDocument,
  FaultsSendFiveDocument,
  FaultsSnapshotDocument,
} from '../../generated/graphql.js';
import { people } from '../../people.js';
import type { Account } from '../play/client.js';
import { CrowdSocket, gatherPeople, SOCKETS_EACH } from '../play/crowd.js';
import { metricsOf, type Stage, sumOf } from '../stage.js';
import { within } from './figures.js';

/** What paused readers did to the product. */
export interface Paused {
  /** Events a second that each reader was offered. */
  readonly eventsPerSecond: number;
  /** The most that the memory of any process grew by while they read nothing, in MiB, and which. */
  readonly growth: number;
  readonly process: string;
  /** The same once they had caught up. */
  readonly afterwards: number;
  readonly caughtUp: number;
  readonly told: number;
  /** Neither caught up nor told. */
  readonly lost: number;
}

const READERS = 100;
/** Each reader follows the channel so many times, so that one message is as many events for it. */
const COPIES = 20;
const SENDERS = 4;
/** Five messages of each sender: fifty messages a second in all, which are a thousand events for each reader. */
const EVERY_MS = 400;
const TEXT = 'A paragraph of some length about nothing in particular, over and over. '.repeat(6);
const SETTLE_MS = 60_000;
const MIB = 1_048_576;

/** A hundred readers stop reading for a while under load, then read on. */
export async function pausedReaders(stage: Stage, milliseconds: number): Promise<Paused> {
  const accounts = await gatherPeople(stage, Math.ceil(READERS / SOCKETS_EACH));
  const urls = stage.directUrls;
  const owner = await Person.signIn(urls, people.head);
  const memberIds = accounts.map(({ id }) => id).filter((id) => id !== owner.id);
  const input = { kind: 'GROUP' as const, name: 'Slow readers', memberIds, key: randomUUID() };
  const { createChannel: channel } = await owner.get(CreateChannelDocument, { input });
  const after = Array.from({ length: COPIES }, () => channel.liveCursor);
  const readers = Array.from({ length: READERS }, (_, n) => {
    const account = accounts[n % accounts.length] ?? owner;
    return new CrowdSocket(urls[n % urls.length] ?? '', account, channel.id, after);
  });
  try {
    // As long under the same load with everybody reading: what grows then is warmth.
    await load(urls, accounts, channel.id, milliseconds);
    await pass(1_000);
    const before = await memory(stage);
    for (const reader of readers) reader.pause();
    const growth = new Growth(stage, before);
    const messages = await load(urls, accounts, channel.id, milliseconds, () => growth.measure());
    const { most, process } = growth;
    for (const reader of readers) reader.resume();
    const { data } = await owner.ask(FaultsSnapshotDocument, { id: channel.id });
    const cursor = data?.channel?.liveCursor ?? '';
    const ends = await Promise.all(readers.map((reader) => endOf(reader, cursor)));
    await growth.measure();
    return {
      eventsPerSecond: (messages * COPIES * 1_000) / milliseconds,
      growth: most / MIB,
      process,
      afterwards: growth.most / MIB,
      caughtUp: ends.filter((end) => end === 'caught up').length,
      told: ends.filter((end) => end === 'told').length,
      lost: ends.filter((end) => end === 'lost').length,
    };
  } finally {
    for (const reader of readers) reader.close();
  }
}

/** Sends from several people at once; answers with how many messages were sent. */
async function load(
  urls: readonly string[],
  accounts: readonly Account[],
  channelId: string,
  milliseconds: number,
  each: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const until = performance.now() + milliseconds;
  let sent = 0;
  const one = () => ({ channelId, text: TEXT, key: randomUUID() });
  const send = async (n: number) => {
    const { token } = accounts[n % accounts.length] as Account;
    for (let next = performance.now(); performance.now() < until; next += EVERY_MS) {
      await pass(Math.max(0, next - performance.now()));
      const five = { one: one(), two: one(), three: one(), four: one(), five: one() };
      const answer = await ask(urls[n % urls.length] ?? '', FaultsSendFiveDocument, five, { token });
      if (answer.errors.length > 0) throw new Error(`Refused: ${codesOf(answer).join(' ')}`);
      sent += 5;
    }
  };
  const measure = async () => {
    while (performance.now() < until) {
      await each();
      await pass(1_000);
    }
  };
  await Promise.all([...Array.from({ length: SENDERS }, (_, n) => send(n)), measure()]);
  return sent;
}

async function endOf(reader: CrowdSocket, cursor: string): Promise<'caught up' | 'told' | 'lost'> {
  const isThere = async () => {
    while (!reader.cursors.every((at) => at === cursor)) await pass(50);
    return 'caught up' as const;
  };
  // A close that names its reason tells the client to resume; a bare end of the connection does not.
  const closed = reader.closed.then(({ code }) => (code === 4408 ? ('told' as const) : ('lost' as const)));
  try {
    return await within(SETTLE_MS, 'a reader catches up or is told', Promise.race([isThere(), closed]));
  } catch {
    // Neither within any patience.
    return 'lost';
  }
}

const resident = async (url: string): Promise<number> =>
  sumOf(await metricsOf(url), 'process_resident_memory_bytes');

/** The memory of each process of ours, by its name. */
async function memory({ directUrls, subgraphUrls }: Stage): Promise<ReadonlyMap<string, number>> {
  const names = ['identity-1', 'identity-2', 'chat-1', 'chat-2'];
  const urls = [
    ...directUrls.map((url, n) => [`gateway-${String(n + 1)}`, url] as const),
    ...subgraphUrls.map((url, n) => [names[n] ?? url, url] as const),
  ];
  return new Map(await Promise.all(urls.map(async ([name, url]) => [name, await resident(url)] as const)));
}

class Growth {
  most = 0;
  process = '';

  constructor(
    private readonly stage: Stage,
    private readonly before: ReadonlyMap<string, number>,
  ) {}

  async measure(): Promise<void> {
    for (const [name, bytes] of await memory(this.stage)) {
      const growth = bytes - (this.before.get(name) ?? bytes);
      if (growth <= this.most) continue;
      this.most = growth;
      this.process = name;
    }
  }
}
