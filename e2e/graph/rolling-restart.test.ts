import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import {
  ChannelEventsDocument,
  CreateChannelDocument,
  HistoryDocument,
  SendMessageDocument,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { subgraphs } from '../product.js';
import { type DistributedStack, startDistributed } from '../stack/compose-stack.js';
import type { Role } from '../stack/replica.js';

const SENDERS = 4;
const READERS = 2;
/** Every service, one replica after the other. */
const ROLES: readonly Role[] = ['identity', 'chat', 'gateway'];
const END = 'The end';
/** How often a proxy asks whether a gateway is ready; it must notice within LEAVING_MS. */
const LOOK_MS = 100;

/** What any proxy in front of the gateways does: it asks only those that say that they are ready. */
class Balancer implements Disposable {
  private readonly ready = new Set<number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly gateways: readonly string[]) {
    this.timer = setInterval(() => {
      for (const index of gateways.keys()) void this.look(index);
    }, LOOK_MS);
  }

  /** One that is ready, beginning with this one. */
  gateway(first: number): number {
    const inOrder = this.gateways.map((_, n) => (first + n) % this.gateways.length);
    return inOrder.find((index) => this.ready.has(index)) ?? first;
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
  }

  private async look(index: number): Promise<void> {
    const isReady = await fetch(new URL('/health/ready', this.gateways[index])).then(
      ({ ok }) => ok,
      // Nobody listens.
      () => false,
    );
    if (isReady) this.ready.add(index);
    else this.ready.delete(index);
  }
}

/** What somebody does again and again until told to stop, and everything that went wrong with it. */
class Work {
  readonly failures: string[] = [];
  times = 0;
  private stopped = false;
  private readonly done: Promise<void>;

  /** @param once does it through one of the gateways, and gives the codes of the answer's errors */
  constructor(
    private readonly name: string,
    private readonly once: () => Promise<readonly string[]>,
  ) {
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const codes = await this.once();
        if (codes.length > 0) this.failures.push(`${this.name}: ${codes.join(', ')}`);
        this.times += 1;
      } catch (error) {
        // Thrown when the connection was refused or broke.
        const { cause } = error as { readonly cause?: unknown };
        this.failures.push(`${this.name}: ${String(error)}, ${String(cause)}`);
      }
    }
  }
}

/** Follows a channel to the message `END`, resuming from its cursor through the other gateway when it is cut off. */
class Follower {
  readonly heard: string[] = [];
  /** The close codes of connections that were cut. */
  readonly cuts: number[] = [];
  readonly done: Promise<void>;

  constructor(
    private readonly person: Person,
    private readonly channelId: string,
    private cursor: string,
    private gateway: number,
  ) {
    this.done = this.run();
  }

  private async run(): Promise<void> {
    while (!(await this.followToCut())) this.gateway += 1;
  }

  /** Whether it heard the end. @throws what ended the stream, unless that was its connection */
  private async followToCut(): Promise<boolean> {
    await using socket = this.person.connect(this.gateway);
    const { channelId, cursor: after } = this;
    const events = socket.follow(ChannelEventsDocument, { channelId, after });
    try {
      for (;;) {
        const { channelEvents: event } = await events.next();
        this.cursor = event.cursor;
        if (event.__typename !== 'MessageAdded') continue;
        if (event.message.text === END) return true;
        this.heard.push(event.message.id);
      }
    } catch (error) {
      // graphql-ws throws the close event of a cut connection, and the error event of one that was never made.
      const { code, error: cause } = error as { code?: unknown; error?: { code?: string } };
      if (typeof code === 'number') this.cuts.push(code);
      else if (cause?.code !== 'ECONNREFUSED') throw error;
      return false;
    }
  }
}

async function historyOf(reader: Person, channelId: string): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null | undefined;
  for (;;) {
    const { channel } = await reader.get(HistoryDocument, { id: channelId, first: 100, after });
    ids.push(...(channel?.messages.nodes ?? []).map(({ id }) => id));
    if (!channel?.messages.pageInfo.hasNextPage) return ids;
    after = channel.messages.pageInfo.endCursor;
  }
}

// Embedded, there is one process and nothing to roll.
describe.skipIf(subgraphs.length === 0)(
  'while every service is restarted, one replica after the other',
  () => {
    let stack: DistributedStack;
    beforeAll(async () => {
      stack = await startDistributed({
        environment: (role): Record<string, string> =>
          role === 'gateway' ? { LEAVING_MS: String(10 * LOOK_MS) } : {},
      });
    });
    afterAll(() => stack.stop());

    test('no request fails, and who follows misses nothing and hears nothing twice', async () => {
      const head = await Person.signIn(stack.gatewayUrls, people.head);
      const student = await Person.signIn(stack.gatewayUrls, people.student);
      const input = { kind: 'GROUP' as const, name: 'Rolling', memberIds: [student.id], key: aKey() };
      const { createChannel } = await head.get(CreateChannelDocument, { input });
      const { id: channelId, liveCursor } = createChannel;
      const sent: string[] = [];
      using proxy = new Balancer(stack.gatewayUrls);
      const send = async (gateway: number) => {
        const message = { channelId, text: `Message ${aKey()}`, key: aKey() };
        const { data, errors } = await head.ask(
          SendMessageDocument,
          { input: message },
          proxy.gateway(gateway),
        );
        if (data) sent.push(data.sendMessage.id);
        return errors.map(({ extensions }) => extensions.code);
      };
      const read = async (gateway: number) => {
        const variables = { id: channelId, first: 20 };
        const { errors } = await student.ask(HistoryDocument, variables, proxy.gateway(gateway));
        return errors.map(({ extensions }) => extensions.code);
      };
      const followers = [0, 1].map((gateway) => new Follower(student, channelId, liveCursor, gateway));
      const works = [
        ...Array.from({ length: SENDERS }, (_, n) => new Work(`sender ${String(n)}`, () => send(n))),
        ...Array.from({ length: READERS }, (_, n) => new Work(`reader ${String(n)}`, () => read(n))),
      ];

      for (const role of ROLES) {
        for (const replica of stack.replicas[role]) await replica.restart();
      }
      await Promise.all(works.map((work) => work.stop()));
      const last = { channelId, text: END, key: aKey() };
      const { sendMessage } = await head.get(SendMessageDocument, { input: last });
      await Promise.all(followers.map(({ done }) => done));

      expect(works.flatMap(({ failures }) => failures)).toEqual([]);
      expect(Math.min(...works.map(({ times }) => times))).toBeGreaterThan(20);
      const history = await historyOf(head, channelId);
      expect(history).toHaveLength(sent.length + 1);
      expect(new Set(history)).toEqual(new Set([...sent, sendMessage.id]));
      for (const { heard, cuts } of followers) {
        expect([...heard, sendMessage.id]).toEqual(history);
        // Only the gateway they were on sends them away; that a subgraph is restarted they do not notice.
        expect(cuts).toEqual(cuts.map(() => 1001));
        expect(cuts.length).toBeLessThanOrEqual(2);
      }
    }, 180_000);
  },
);
