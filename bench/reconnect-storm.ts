import { setTimeout as pause } from 'node:timers/promises';
import { type Audience, anAudience } from './crowd/audience.js';
import { eachOf, Listener, textOf } from './crowd/listener.js';
import { CreateChannelDocument, SendMessageDocument } from './generated/graphql.js';
import { Graph, PRIYA } from './graph.js';
import { quantile, timed } from './measure.js';
import { aKey } from './product.js';
import type { Report } from './report.js';
import type { Statement } from './servers/database.js';
import { type Installation, type Mode, withInstallation } from './servers/installation.js';
import { byKind, perSecond, type Tally, tallyOf } from './storm-statements.js';

const SOCKETS = 1_000;
const CHANNELS = 10;
/** What each missed. */
const MISSED = 100;
const IDLE_MS = 3_000;
const BYSTANDER_MS = 50;
/** A client that is refused comes back after this long, at most. */
const JITTER_MS = 500;
const LONGEST_MS = 60_000;

interface Storm {
  readonly installation: Installation;
  readonly audience: Audience;
  readonly listeners: readonly Listener[];
  /** Marks that were sent to each channel so far. */
  sent: number;
}

/** Where those who are not part of the storm are: the other gateway, where there is one. */
const elsewhere = ({ gateways }: Installation): string => (gateways[1] ?? gateways[0])?.url ?? '';

async function assemble(installation: Installation): Promise<Storm> {
  const audience = await anAudience(elsewhere(installation), CHANNELS, SOCKETS);
  const listeners = Array.from(
    { length: SOCKETS },
    (_, n) => new Listener(n, audience.channelIds[n % CHANNELS] ?? '', audience),
  );
  const url = installation.gateways[0]?.url ?? '';
  await eachOf(listeners, 50, (listener) => listener.join(url));
  return { installation, audience, listeners, sent: 0 };
}

async function send(storm: Storm, count: number): Promise<void> {
  const { audience } = storm;
  // One channel after the other in its own lane: marks come in order.
  await eachOf(audience.channelIds, CHANNELS, async (channelId) => {
    for (let mark = storm.sent; mark < storm.sent + count; mark++) {
      await audience.host.get(SendMessageDocument, { input: { channelId, text: textOf(mark), key: aKey() } });
    }
  });
  storm.sent += count;
}

/** Comes back until let in, as a client does. */
async function comeBack(listener: Listener, url: string, deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    try {
      await listener.join(url);
      return;
    } catch {
      // Refused for now; the next attempt is a client's own decision.
      await pause(Math.random() * JITTER_MS);
    }
  }
}

/** Everybody comes back at once; gives the milliseconds until the last has caught up. */
function resume({ installation, listeners }: Storm): Promise<number> {
  const url = installation.gateways[0]?.url ?? '';
  const deadline = performance.now() + LONGEST_MS;
  return timed(() => Promise.all(listeners.map((listener) => comeBack(listener, url, deadline))));
}

/** The gateway dies, a hundred messages are sent to each channel, the gateway is there again. */
async function lose(storm: Storm): Promise<void> {
  const { installation } = storm;
  await send(storm, 5);
  await installation.gateways[0]?.end('SIGKILL');
  const isAlone = installation.gateways.length === 1;
  if (isAlone) await installation.restart(0);
  await send(storm, MISSED);
  if (!isAlone) await installation.restart(0);
}

const faultsOf = ({ listeners, sent }: Storm): number =>
  listeners.reduce((sum, listener) => sum + listener.faults(0, sent), 0);

/** Sends now and then in a channel of their own until `work` is done; gives how long each took. */
async function bystander(host: Graph, channelId: string, work: () => Promise<unknown>): Promise<number[]> {
  const latencies: number[] = [];
  const state = { done: false };
  const sending = (async () => {
    while (!state.done) {
      const input = { channelId, text: 'All is calm here.', key: aKey() };
      latencies.push(await timed(() => host.get(SendMessageDocument, { input })));
      await pause(BYSTANDER_MS);
    }
  })();
  await work();
  state.done = true;
  await sending;
  return latencies;
}

async function aBystander({ installation }: Storm): Promise<{ host: Graph; channelId: string }> {
  const host = await Graph.at(elsewhere(installation), 1).signIn(PRIYA);
  const input = { kind: 'GROUP' as const, name: 'bench bystander', key: aKey() };
  return { host, channelId: (await host.get(CreateChannelDocument, { input })).createChannel.id };
}

const latencyInWords = (latencies: readonly number[]): string =>
  `p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${quantile(latencies, 0.99).toFixed(1)} ms, longest ` +
  `${Math.max(...latencies).toFixed(1)} ms of ${String(latencies.length)}`;

/** What the storm asks of PostgreSQL, without what is asked every second anyway. */
async function statementsOf(storm: Storm, seconds: { resumed: number }): Promise<Tally> {
  const { database } = storm.installation;
  const idle = await database.statementsOf(() => pause(IDLE_MS));
  const during: readonly Statement[] = await database.statementsOf(async () => {
    seconds.resumed = (await resume(storm)) / 1_000;
  });
  return tallyOf(during, perSecond(idle, IDLE_MS / 1_000), seconds.resumed);
}

function tell(mode: Mode, report: Report, tally: Tally): void {
  for (const { kind, service, count } of byKind(tally)) {
    report.note(`${mode}: ${count.toFixed(0)} statements of ${service}: ${kind.slice(0, 150)}`);
  }
  const figure = (name: string, value: number, bar: number): void => {
    report.figure({ name: `${mode}-${name}`, value, must: '<=', bar });
  };
  report.note(
    `${mode}: ${(tally.all / SOCKETS).toFixed(3)} statements a socket, ${tally.all.toFixed(0)} in all`,
  );
  figure('replay-statements-per-group', tally.replay / CHANNELS, 3);
  figure('statements-per-group', tally.all / CHANNELS, 3);
}

async function inMode(mode: Mode, report: Report): Promise<void> {
  await withInstallation({ mode, gateways: 2, keepsLog: true }, async (installation) => {
    const storm = await assemble(installation);
    const figure = (name: string, value: number, bar: number): void => {
      report.figure({ name: `${mode}-${name}`, value, must: '<=', bar });
    };
    await lose(storm);
    const seconds = { resumed: 0 };
    tell(mode, report, await statementsOf(storm, seconds));
    report.note(
      `${mode}: ${String(SOCKETS)} sockets caught up in ${seconds.resumed.toFixed(2)} s (statements logged)`,
    );
    await lose(storm);
    const { host, channelId } = await aBystander(storm);
    const calm = await bystander(host, channelId, () => pause(IDLE_MS));
    let resumed = 0;
    const latencies = await bystander(host, channelId, async () => {
      resumed = (await resume(storm)) / 1_000;
    });
    report.note(
      `${mode}: sendMessage of a bystander: calm ${latencyInWords(calm)}; in the storm ${latencyInWords(latencies)}`,
    );
    figure('caught-up-seconds', Math.max(resumed, seconds.resumed), 10);
    figure('lost-or-twice', faultsOf(storm), 0);
    figure('bystander-longest-ms', Math.max(...latencies), 1_000);
    for (const listener of storm.listeners) listener.leave();
    await host.close();
    await storm.audience.close();
  });
}

/** What it costs that everybody comes back at once after a gateway was killed, each to where they were. */
export async function reconnectStorm(report: Report): Promise<void> {
  await inMode('distributed', report);
  await inMode('embedded', report);
}
