import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { ask, codesOf } from '../../client/ask.js';
import { Person } from '../../client/person.js';
import { CreateChannelDocument, FaultsSendFiveDocument } from '../../generated/graphql.js';
import { people } from '../../people.js';
import type { Account } from '../play/client.js';
import { CrowdSocket, gatherPeople, SOCKETS_EACH } from '../play/crowd.js';
import { metricsOf, type Stage, sumOf } from '../stage.js';
import { within } from './figures.js';

/** What paused readers did to the product. */
export interface Paused {
  /** Events a second that each reader was offered. */
  readonly eventsPerSecond: number;
  /** The most that the memory of a process that holds streams grew by while they read nothing, in MiB, and which. */
  readonly growth: number;
  readonly process: string;
  /** The same once they had caught up. */
  readonly afterwards: number;
  /** Readers who went on where they had stopped. */
  readonly caughtUp: number;
  /** Readers whose connection was ended with 4408, and went on with their cursors on another one. */
  readonly told: number;
  /** The same where the end came as a reset: they read nothing, so not the reason either. */
  readonly reset: number;
  /** Readers who were not told of each message once, or whose connection was ended for another reason. */
  readonly lost: number;
}

const READERS = 100;
/** Each reader follows the channel so many times, so that one message is as many events for it. */
const COPIES = 20;
const SENDERS = 4;
/** Five messages of each sender: fifty messages a second in all, which are a thousand events for each reader. */
const EVERY_MS = 400;
const TEXT = 'A paragraph of some length about nothing in particular, over and over. '.repeat(6);
/** A minute of a thousand events a second for a hundred readers is six million events to catch up with. */
const SETTLE_MS = 240_000;
/** How a connection is ended that takes nothing: with this close code, or without any where that is not taken either. */
const TOO_SLOW = 4408;
const RESET = 1006;
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
    return new Reader(
      (cursors) => new CrowdSocket(urls[n % urls.length] ?? '', account, channel.id, cursors),
      after,
    );
  });
  try {
    // As long under the same load with everybody reading: what grows then is warmth.
    const warm = await load(urls, accounts, channel.id, milliseconds);
    await pass(1_000);
    const before = await memory(stage);
    for (const reader of readers) reader.pause();
    const growth = new Growth(stage, before);
    const messages = await load(urls, accounts, channel.id, milliseconds, () => growth.measure());
    const { most, process } = growth;
    for (const reader of readers) reader.resume();
    const ends = await Promise.all(readers.map((reader) => reader.end(warm + messages)));
    await growth.measure();
    return {
      eventsPerSecond: (messages * COPIES * 1_000) / milliseconds,
      growth: most / MIB,
      process,
      afterwards: growth.most / MIB,
      caughtUp: ends.filter((end) => end === 'caught up').length,
      told: ends.filter((end) => end === 'told').length,
      reset: ends.filter((end) => end === 'reset').length,
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

/** Somebody who follows one channel many times over, and goes on with the cursors when the connection is ended. */
class Reader {
  private socket: CrowdSocket;
  private readonly before: number[];
  private endedWith: number | null = null;
  private isOver = false;

  constructor(
    private readonly open: (cursors: readonly (string | null)[]) => CrowdSocket,
    after: readonly string[],
  ) {
    this.before = after.map(() => 0);
    this.socket = this.begin(after);
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(): void {
    this.isOver = true;
    this.socket.close();
  }

  /** How it came to be told of so many messages. */
  async end(messages: number): Promise<'caught up' | 'told' | 'reset' | 'lost'> {
    const isThere = async () => {
      while (!this.isOver && this.counts().some((count) => count < messages)) await pass(50);
    };
    try {
      await within(SETTLE_MS, 'a reader is told of everything', isThere());
    } catch {
      // Not within any patience.
      return 'lost';
    }
    if (this.counts().some((count) => count !== messages)) return 'lost';
    if (this.endedWith === null) return 'caught up';
    if (this.endedWith === TOO_SLOW) return 'told';
    return this.endedWith === RESET ? 'reset' : 'lost';
  }

  private begin(cursors: readonly (string | null)[]): CrowdSocket {
    const socket = this.open(cursors);
    void socket.closed.then(({ code }) => {
      if (this.isOver) return;
      this.endedWith = code;
      for (const [copy, count] of socket.counts.entries()) {
        this.before[copy] = (this.before[copy] ?? 0) + count;
      }
      this.socket = this.begin(socket.cursors);
    });
    return socket;
  }

  private counts(): readonly number[] {
    return this.before.map((count, copy) => count + (this.socket.counts[copy] ?? 0));
  }
}

const resident = async (url: string): Promise<number> =>
  sumOf(await metricsOf(url), 'process_resident_memory_bytes');

/** The memory of each process that holds sockets or streams, by its name. */
async function memory({ directUrls, subgraphUrls }: Stage): Promise<ReadonlyMap<string, number>> {
  // Identity holds neither: those are chat's, and the gateways'.
  const chats = subgraphUrls.slice(subgraphUrls.length / 2);
  const urls = [
    ...directUrls.map((url, n) => [`gateway-${String(n + 1)}`, url] as const),
    ...chats.map((url, n) => [`chat-${String(n + 1)}`, url] as const),
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
