import { type Entry, Journal } from './journal.js';
import { Nemesis } from './nemesis.js';
import { Cast } from './play/cast.js';
import type { Client } from './play/client.js';
import { Follower, type Habits } from './play/follower.js';
import { look, reader, walk } from './play/readers.js';
import {
  author,
  friend,
  invitation,
  repeatSome,
  type Room,
  type Sent,
  visitor,
  warden,
} from './play/workers.js';
import { replayed } from './play/replay.js';
import { Chance } from './seed.js';
import type { Stage } from './stage.js';

/** How a run is played. */
export interface Turbulence {
  readonly stage: Stage;
  readonly seed: number;
  /** How long faults are made, in milliseconds; what is open then is finished without any. */
  readonly milliseconds: number;
}

const AUTHORS = ['student', 'colleague', 'faculty'] as const;
const FRIENDS = ['dean', 'employee'] as const;
const VISITOR = 'classmate';
const PACE_MS = 120;
const SETTLE_MS = 20_000;

/** People talk, read and follow while everything is broken and mended; answers with the journal of it. */
export async function turbulence({ stage, seed, milliseconds }: Turbulence): Promise<Journal> {
  const journal = new Journal();
  const chance = new Chance(seed);
  const cast = await Cast.gather(stage, journal, chance);
  const channel = await cast.channel('Faults');
  const followers = follow(cast, channel.id, channel.cursor, stage);
  const until = performance.now() + milliseconds;
  const room: Room = {
    channelId: channel.id,
    sent: [],
    open: () => performance.now() < until,
    pace: PACE_MS,
  };
  const nemesis = new Nemesis(stage, journal);
  const rest = nemesis.supervise();
  const striking = nemesis.strike(chance.for('nemesis'), milliseconds).finally(() => {
    nemesis.heal();
  });
  const owned = await work(cast, room, striking);
  await settle(cast, channel, followers, owned);
  await rest();
  return journal;
}

function follow(cast: Cast, channelId: string, after: string, stage: Stage): readonly Follower[] {
  const lines: readonly (readonly [Parameters<Cast['client']>[0], Habits['protocol'], number, number])[] = [
    ['dean', 'socket', 0, 0],
    ['student', 'socket', 1, 30],
    ['colleague', 'events', 0, 0],
    ['employee', 'events', 1, 40],
    [VISITOR, 'socket', 0, 0],
    [VISITOR, 'socket', 1, 0],
  ];
  return lines.map(([role, protocol, gateway, restless], n) => {
    const client = cast.client(role, `follower-${String(n + 1)}`);
    const at = gateway % stage.gatewayUrls.length;
    const follower = new Follower(client.name, client, { channelId, after, protocol, gateway: at, restless });
    follower.begin();
    return follower;
  });
}

async function work(
  cast: Cast,
  room: Room,
  striking: Promise<void>,
): Promise<readonly (readonly [Client, readonly Sent[]])[]> {
  const visitorId = cast.person(VISITOR).id;
  const authors = AUTHORS.map((role) => cast.client(role, 'author'));
  const [sent] = await Promise.all([
    Promise.all(authors.map((client) => author(client, room))),
    Promise.all(FRIENDS.map((role) => friend(cast.client(role, 'friend'), room))),
    warden(cast.client('head', 'warden'), room, visitorId),
    visitor(cast.client(VISITOR, 'visitor'), room),
    reader(cast.client('agent', 'reader'), room),
    reader(cast.client('administrator', 'reader'), room),
    striking,
  ]);
  return authors.map((client, n) => [client, sent[n] ?? []] as const);
}

/** All is whole again: used keys are asked with once more, everybody is told of everything, and the truth is read. */
async function settle(
  cast: Cast,
  channel: { readonly id: string; readonly cursor: string },
  followers: readonly Follower[],
  owned: readonly (readonly [Client, readonly Sent[]])[],
): Promise<void> {
  const owner = cast.client('head', 'warden');
  // Whoever was out at the end is let in, so that all followers can be told of the end.
  await invitation(owner, channel.id, cast.person(VISITOR).id);
  const quiet: Room = { channelId: channel.id, sent: [], open: () => false, pace: 0 };
  for (const [client, sent] of owned) await repeatSome(client, quiet, sent, 8);
  const truth = cast.client('head', 'truth', true);
  await walk(truth, channel.id, { backward: false, final: true, page: 100 });
  await walk(truth, channel.id, { backward: true, final: true, page: 100 });
  for (const gateway of truth.gateways.keys()) {
    const snapshot = await look(truth, channel.id, true, gateway);
    if (!snapshot) continue;
    await Promise.all(followers.map((follower) => follower.reaches(snapshot.cursor, SETTLE_MS)));
    await replayed(truth, channel.id, channel.cursor, snapshot.cursor, gateway);
  }
  await Promise.all(followers.map((follower) => follower.stop()));
}

/** How much happened: a run in which little was done proves little. */
export function tally(entries: readonly Entry[]): Readonly<Record<string, number>> {
  const count = (holds: (entry: Entry) => boolean) => entries.filter(holds).length;
  return {
    attempts: count(({ type }) => type === 'asked'),
    done: count((entry) => entry.type === 'answered' && entry.outcome.kind === 'done'),
    unanswered: count((entry) => entry.type === 'answered' && entry.outcome.kind === 'unanswered'),
    told: count(({ type }) => type === 'told'),
    sessions: count(({ type }) => type === 'opened'),
    faults: count((entry) => entry.type === 'fault' && entry.phase === 'begun'),
    reads: count(({ type }) => type === 'walked' || type === 'snapshot'),
  };
}
