import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { Person } from '../../client/person.js';
import { CreateChannelDocument } from '../../generated/graphql.js';
import { people } from '../../people.js';
import { CrowdSocket, gatherPeople, SOCKETS_EACH } from '../play/crowd.js';
import { metricsOf, type Stage, sumOf } from '../stage.js';
import { within } from './figures.js';
import { say } from './talk.js';

/** What the delivery of some events to some viewers cost. */
export interface Cost {
  readonly viewers: number;
  readonly deliveries: number;
  /** Operations that subgraphs executed. */
  readonly executions: number;
  /**
   * What the database was asked meanwhile, but for what it is asked when nothing happens too: the clock and wake-ups
   * ask for that, in rounds that one busy moment makes fewer and another more, whoever listens.
   */
  readonly statements: number;
  /** All that the database was asked meanwhile. */
  readonly allStatements: number;
  /** CPU of all gateways, in microseconds. */
  readonly gatewayMicroseconds: number;
}

/** How often each statement was asked, by its text. */
type Counts = ReadonlyMap<string, number>;

const LATEST_MS = 30_000;
const IDLE_MS = 2_000;

/** Measures what the same number of messages costs with few viewers and with many. */
export async function costs(
  stage: Stage,
  sizes: readonly number[],
  messages: number,
): Promise<readonly Cost[]> {
  const owner = await Person.signIn(stage.directUrls, people.head);
  const accounts = await gatherPeople(stage, Math.ceil(Math.max(...sizes) / SOCKETS_EACH));
  const memberIds = accounts.map(({ id }) => id).filter((id) => id !== owner.id);
  const measured: (Omit<Cost, 'statements' | 'allStatements'> & { readonly asked: Counts })[] = [];
  const ofClock = new Set<string>();
  for (const viewers of sizes) {
    const input = { kind: 'GROUP' as const, name: `Shared ${String(viewers)}`, memberIds, key: randomUUID() };
    const { createChannel: channel } = await owner.get(CreateChannelDocument, { input });
    const crowd = new Audience(stage, accounts, channel.id, viewers);
    try {
      await crowd.gathered();
      // What is remembered after the first event is not what an event costs.
      await crowd.hear(2, () => say(stage.directUrls[0] ?? '', owner, channel.id, 'Warming up'));
      await idle(stage, ofClock);
      const before = await sample(stage);
      await crowd.hear(messages, (n) =>
        say(stage.directUrls[n % stage.directUrls.length] ?? '', owner, channel.id, `Message ${String(n)}`),
      );
      const after = await sample(stage);
      measured.push({
        viewers,
        deliveries: viewers * messages,
        executions: after.executions - before.executions,
        asked: moreThan(before.statements, after.statements),
        gatewayMicroseconds: (after.seconds - before.seconds) * 1_000_000,
      });
    } finally {
      crowd.disperse();
    }
  }
  return measured.map(({ asked, ...cost }) => ({
    ...cost,
    statements: sum(asked, ofClock),
    allStatements: sum(asked, new Set()),
  }));
}

class Audience {
  private readonly sockets: CrowdSocket[] = [];
  private caughtUp = 0;
  private told = 0;
  private wake: () => void = () => undefined;

  constructor(
    stage: Stage,
    accounts: readonly Person[] | readonly { readonly id: string; readonly token: string }[],
    channelId: string,
    private readonly size: number,
  ) {
    for (let n = 0; n < size; n += 1) {
      const account = accounts[n % accounts.length];
      const url = stage.directUrls[n % stage.directUrls.length] ?? '';
      if (!account) throw new Error('Nobody to follow');
      const hear = (_copy: number, { type }: { readonly type: string }) => {
        if (type === 'CaughtUp') this.caughtUp += 1;
        else this.told += 1;
        this.wake();
      };
      this.sockets.push(new CrowdSocket(url, account, channelId, [null], hear));
    }
  }

  gathered(): Promise<void> {
    return this.until('all follow', () => this.caughtUp >= this.size);
  }

  /** Makes so many events, one after the other, each once all were told of the one before. */
  async hear(events: number, make: (n: number) => Promise<unknown>): Promise<void> {
    for (let n = 0; n < events; n += 1) {
      const wanted = this.told + this.size;
      await make(n);
      await this.until('all are told', () => this.told >= wanted);
    }
  }

  disperse(): void {
    for (const socket of this.sockets) socket.close();
  }

  private async until(what: string, is: () => boolean): Promise<void> {
    while (!is()) {
      await within(LATEST_MS, what, new Promise<void>((resolve) => (this.wake = resolve)));
    }
  }
}

/** Notes what the database is asked when nobody does anything: heads, rounds of consumers, jobs and the like. */
async function idle({ statements }: Stage, ofClock: Set<string>): Promise<void> {
  const before = statements.counted();
  await pass(IDLE_MS);
  for (const [text, times] of statements.counted()) {
    if (times > (before.get(text) ?? 0)) ofClock.add(text);
  }
}

const moreThan = (before: Counts, after: Counts): Counts =>
  new Map([...after].map(([text, times]) => [text, times - (before.get(text) ?? 0)]));

const sum = (counts: Counts, without: ReadonlySet<string>): number =>
  [...counts].reduce((all, [text, times]) => (without.has(text) ? all : all + times), 0);

async function sample(stage: Stage) {
  let executions = 0;
  for (const url of stage.subgraphUrls) {
    executions += sumOf(await metricsOf(url), 'parley_subgraph_operation_seconds_count');
  }
  let seconds = 0;
  for (const url of stage.directUrls) {
    seconds += sumOf(await metricsOf(url), 'process_cpu_seconds_total');
  }
  return { executions, seconds, statements: stage.statements.counted() };
}
