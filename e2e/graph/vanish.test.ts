import { print } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import {
  ChannelEventsDocument,
  CreateChannelDocument,
  PresenceDocument,
  SendMessageDocument,
  SidebarEventsDocument,
  TypingDocument,
  ViewerEventsDocument,
} from '../generated/graphql.js';
import { aKey, campus, people } from '../people.js';
import { subgraphs } from '../product.js';
import { startDistributed } from '../stack/compose-stack.js';
import { postgresServer } from '../stack/debian.js';
import { startEmbedded } from '../stack/embedded-stack.js';
import { BareLine, frameOf } from './bare-line.js';
import { type Inside, footprintOf, growthOf } from './footprint.js';

const CYCLES = 10_000;
/** Of one person at a time; ten is what they may have, and one that is gone may still be counted for a moment. */
const AT_ONCE = 6;
const METRICS_TOKEN = 'whoever watches brings this along';
const ROOM = { METRICS_TOKEN, RATE_SESSION_PER_MINUTE: '10000000', LOG_LEVEL: 'error' };

/** A product of its own: others would open streams while these are counted. */
interface Watched {
  readonly gatewayUrls: readonly string[];
  readonly inside: Inside;
  stop(): Promise<void>;
}

async function oneProcess(): Promise<Watched> {
  const postgres = await postgresServer('parley-e2e');
  const server = await postgres.begin();
  const databaseUrl = `postgres://parley@127.0.0.1:${String(postgres.port)}/parley`;
  const stack = await startEmbedded({ ...ROOM, DATABASE_URL: databaseUrl });
  return {
    gatewayUrls: stack.gatewayUrls,
    inside: {
      processes: { parley: stack.url },
      metricsToken: METRICS_TOKEN,
      databaseUrl,
      redisPort: null,
    },
    async stop() {
      await stack.stop();
      await server.end('SIGINT');
      await postgres.remove();
    },
  };
}

async function services(): Promise<Watched> {
  const stack = await startDistributed({ environment: () => ROOM });
  const { identity, chat, gateway } = stack.replicas;
  const postgres = stack.replica('postgres').address;
  return {
    gatewayUrls: stack.gatewayUrls,
    inside: {
      processes: Object.fromEntries([...identity, ...chat, ...gateway].map(({ name, url }) => [name, url])),
      metricsToken: METRICS_TOKEN,
      databaseUrl: `postgres://parley@127.0.0.1:${String(postgres.port)}/parley`,
      redisPort: stack.replica('redis').address.port,
    },
    stop: () => stack.stop(),
  };
}

let product: Watched;
beforeAll(async () => {
  product = await (subgraphs.length > 0 ? services() : oneProcess());
});
afterAll(() => product.stop());

/** What a visitor does before they vanish, a little more each time. */
type Visit = (line: BareLine, token: string, operation: object) => Promise<void> | void;

const connected: Visit = () => undefined;
const asking: Visit = (line) => {
  line.upgrade();
};
const upgraded: Visit = async (line) => {
  line.upgrade();
  await line.hears('\r\n\r\n');
};
const inTheirFirstWord: Visit = async (line, token) => {
  await upgraded(line, token, {});
  const frame = frameOf({ type: 'connection_init', payload: { token } });
  line.write(frame.subarray(0, frame.length / 2));
};
const unanswered: Visit = async (line, token) => {
  await upgraded(line, token, {});
  line.say({ type: 'connection_init', payload: { token } });
};
const greeted: Visit = async (line, token) => {
  await unanswered(line, token, {});
  await line.hears('connection_ack');
};
const subscribing: Visit = async (line, token, payload) => {
  await greeted(line, token, payload);
  line.say({ id: 'one', type: 'subscribe', payload });
};
const inTheirSubscribe: Visit = async (line, token, payload) => {
  await greeted(line, token, payload);
  const frame = frameOf({ id: 'one', type: 'subscribe', payload });
  line.write(frame.subarray(0, frame.length - 20));
};
const leaving: Visit = async (line, token, payload) => {
  await subscribing(line, token, payload);
  line.say({ id: 'one', type: 'complete' });
};
/** Only of streams that begin by saying something. */
const following: Visit = async (line, token, payload) => {
  await subscribing(line, token, payload);
  await line.hears('"type":"next"');
};

const VISITS = [
  connected,
  asking,
  upgraded,
  inTheirFirstWord,
  unanswered,
  greeted,
  subscribing,
  inTheirSubscribe,
  leaving,
  following,
];

/** What they follow: what is shared, what is each viewer's own, and what is ephemeral. */
const operationsIn = (channelId: string, userIds: readonly string[]) =>
  [
    { document: ChannelEventsDocument, variables: { channelId }, begins: true },
    { document: SidebarEventsDocument, variables: {}, begins: true },
    { document: TypingDocument, variables: { channelId }, begins: false },
    { document: ViewerEventsDocument, variables: {}, begins: true },
    { document: PresenceDocument, variables: { userIds }, begins: false },
  ].map(({ document, variables, begins }) => ({ begins, payload: { query: print(document), variables } }));

type Operations = ReturnType<typeof operationsIn>;

async function visit(n: number, token: string, operations: Operations): Promise<void> {
  const { gatewayUrls } = product;
  const line = new BareLine(gatewayUrls[n % gatewayUrls.length] ?? '');
  const what = VISITS[n % VISITS.length] ?? connected;
  const which = Math.floor(n / VISITS.length);
  const talkative = operations.filter(({ begins }) => begins || what !== following);
  const operation = talkative[which % talkative.length];
  await what(line, token, operation?.payload ?? {});
  line.vanish(which % 2 === 0 ? 'fin' : 'reset');
}

/** Everybody who works or studies at the demo university in one channel. */
async function aCrowd(): Promise<{ readonly everybody: readonly Person[]; readonly channelId: string }> {
  const everybody = await Promise.all(campus.map((role) => Person.signIn(product.gatewayUrls, people[role])));
  const [owner, ...members] = everybody;
  if (!owner) throw new Error('Nobody is there');
  const memberIds = members.map(({ id }) => id);
  const input = { kind: 'GROUP' as const, name: 'A crowd', memberIds, key: aKey() };
  return { everybody, channelId: (await owner.get(CreateChannelDocument, { input })).createChannel.id };
}

/** Each takes the next visit until all are made; somebody talks meanwhile, so that events are on their way. */
async function visitAll(
  cycles: number,
  everybody: readonly Person[],
  operations: Operations,
  channelId: string,
) {
  let next = 0;
  const lane = async (token: string) => {
    for (let n = next++; n < cycles; n = next++) await visit(n, token, operations);
  };
  const talk = async (person: Person) => {
    while (next < cycles) {
      const input = { channelId, text: `At ${String(next)}`, key: aKey() };
      await person.get(SendMessageDocument, { input }, next);
    }
  };
  const [talker, ...visitors] = everybody;
  const lanes = visitors.flatMap(({ token }) => Array.from({ length: AT_ONCE }, () => lane(token)));
  await Promise.all([...lanes, ...(talker ? [talk(talker)] : [])]);
}

test(
  `${String(CYCLES)} visitors who vanish in the middle of something leave nothing behind`,
  { timeout: 120_000 },
  async () => {
    const { everybody, channelId } = await aCrowd();
    const operations = operationsIn(
      channelId,
      everybody.map(({ id }) => id),
    );
    // What is opened once and kept (pools, connections between services) is opened before it is counted.
    await visitAll(500, everybody, operations, channelId);
    const settled = async () => {
      const now = await footprintOf(product.inside);
      const kept = Object.entries(now.held).filter(([name]) => name.includes(' parley_'));
      return [now.inTransaction, ...kept.map(([, count]) => count)].every((count) => count === 0);
    };
    await expect.poll(settled, { timeout: 20_000 }).toBe(true);
    const base = await footprintOf(product.inside);
    const begun = Date.now();
    await visitAll(CYCLES, everybody, operations, channelId);
    process.stdout.write(`${String(CYCLES)} visits in ${String((Date.now() - begun) / 1_000)} s\n`);
    const growth = async () => growthOf(base, await footprintOf(product.inside));
    await expect.poll(growth, { timeout: 20_000 }).toEqual([]);
  },
);
