import { setTimeout as pause } from 'node:timers/promises';
import { type Audience, anAudience } from './crowd/audience.js';
import { eachOf, Listener, textOf } from './crowd/listener.js';
import { SendMessageDocument } from './generated/graphql.js';
import { median, quantile, residentKilobytes } from './measure.js';
import { aKey } from './product.js';
import type { Report } from './report.js';
import { type Installation, type Mode, withInstallation } from './servers/installation.js';

const SOCKETS = 1_000;
/** As many read nothing for a while. */
const PAUSED = 100;
const ROUNDS = 3;
/** More than the kernel keeps for a socket that is not read (about 4 MiB here), so that the rest waits with us. */
const FLOOD = { events: 300, characters: 16_000 };
/** Then an ordinary conversation. */
const TALK = { events: 120, everyMs: 40 };
const SAMPLE_MS = 50;
const CATCH_UP_MS = 30_000;

interface Scene {
  readonly installation: Installation;
  readonly audience: Audience;
  readonly listeners: readonly Listener[];
  /** When each mark was sent. */
  readonly sentAt: number[];
  /** How long each delivery of the conversation took, of those who read. */
  latencies: number[];
  isTalking: boolean;
}

async function assemble(installation: Installation): Promise<Scene> {
  const url = installation.gateways[0]?.url ?? '';
  const audience = await anAudience(url, 1, SOCKETS);
  const scene: Omit<Scene, 'listeners'> & { listeners: Listener[] } = {
    installation,
    audience,
    listeners: [],
    sentAt: [],
    latencies: [],
    isTalking: false,
  };
  const hear = (mark: number, n: number): void => {
    if (scene.isTalking && n >= PAUSED) scene.latencies.push(performance.now() - (scene.sentAt[mark] ?? 0));
  };
  const [channelId = ''] = audience.channelIds;
  scene.listeners = Array.from({ length: SOCKETS }, (_, n) => new Listener(n, channelId, audience, hear));
  await eachOf(scene.listeners, 50, (listener) => listener.join(url));
  return scene;
}

async function send({ audience, sentAt }: Scene, length = 0): Promise<void> {
  const text = textOf(sentAt.length, length);
  const [channelId = ''] = audience.channelIds;
  sentAt.push(performance.now());
  await audience.host.get(SendMessageDocument, { input: { channelId, text, key: aKey() } });
}

const hasAll =
  ({ sentAt }: Scene) =>
  (listener: Listener): boolean =>
    listener.ended !== null || listener.heard.at(-1) === sentAt.length - 1;

/** Until those have heard all that was sent, or were told to come back. */
async function untilHeard(scene: Scene, listeners: readonly Listener[]): Promise<void> {
  const end = performance.now() + CATCH_UP_MS;
  while (!listeners.every(hasAll(scene)) && performance.now() < end) await pause(SAMPLE_MS);
}

/** Large events as fast as those who read take them, then a conversation; gives the p99 of its deliveries. */
async function act(scene: Scene): Promise<number> {
  const reading = scene.listeners.slice(PAUSED);
  for (let n = 0; n < FLOOD.events; n++) {
    await send(scene, FLOOD.characters);
    if (n % 8 === 7) await untilHeard(scene, reading);
  }
  await untilHeard(scene, reading);
  scene.latencies = [];
  scene.isTalking = true;
  for (let n = 0; n < TALK.events; n++) {
    await send(scene);
    await pause(TALK.everyMs);
  }
  await untilHeard(scene, reading);
  scene.isTalking = false;
  return quantile(scene.latencies, 0.99);
}

/** The most that the gateway held in memory while `work` lasted, in kilobytes. */
async function peak<T>(pid: number, work: () => Promise<T>): Promise<{ most: number; result: T }> {
  let most = 0;
  const sampling = setInterval(() => {
    most = Math.max(most, residentKilobytes(pid));
  }, SAMPLE_MS);
  try {
    return { result: await work(), most };
  } finally {
    clearInterval(sampling);
  }
}

interface Act {
  readonly p99: number;
  readonly kilobytes: number;
}

async function withAll(scene: Scene, paused: readonly Listener[]): Promise<Act> {
  const [gateway] = scene.installation.gateways;
  if (!gateway) throw new Error('The installation has no gateway');
  await gateway.collect();
  for (const { socket } of paused) socket?.pause();
  const before = residentKilobytes(gateway.pid);
  const { most, result } = await peak(gateway.pid, () => act(scene));
  for (const { socket } of paused) socket?.resume();
  await untilHeard(scene, scene.listeners);
  return { p99: result, kilobytes: most - before };
}

/** Those who were told to come back do, as a client would. */
async function comeBack({ installation, listeners }: Scene): Promise<Map<string, number>> {
  const reasons = new Map<string, number>();
  const ended = listeners.filter((listener) => listener.ended !== null);
  for (const { ended: why } of ended) reasons.set(why ?? '', (reasons.get(why ?? '') ?? 0) + 1);
  await eachOf(ended, 50, (listener) => listener.join(installation.gateways[0]?.url ?? ''));
  return reasons;
}

async function inMode(mode: Mode, report: Report): Promise<void> {
  await withInstallation({ mode }, async (installation) => {
    const scene = await assemble(installation);
    const slow = scene.listeners.slice(0, PAUSED);
    // The first warms everything that a crowd warms.
    await withAll(scene, []);
    const rounds: { readonly calm: Act; readonly paused: Act }[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      const calm = await withAll(scene, []);
      const paused = await withAll(scene, slow);
      rounds.push({ calm, paused });
      const reasons = [...(await comeBack(scene))].map(
        ([reason, count]) => `${String(count)} closed ${reason}`,
      );
      report.note(
        `${mode}: p99 ${calm.p99.toFixed(1)} ms, memory +${(calm.kilobytes / 1_024).toFixed(0)} MiB; with ` +
          `${String(PAUSED)} paused p99 ${paused.p99.toFixed(1)} ms, memory +${(paused.kilobytes / 1_024).toFixed(0)} MiB${
            reasons.length > 0 ? `; ${reasons.join(', ')}` : ''
          }`,
      );
    }
    const of = (take: (round: (typeof rounds)[number]) => number): number => median(rounds.map(take));
    const faults = scene.listeners.reduce((sum, each) => sum + each.faults(0, scene.sentAt.length), 0);
    const figure = (name: string, value: number, bar: number): void => {
      report.figure({ name: `${mode}-${name}`, value, must: '<=', bar });
    };
    figure(
      'p99-ratio',
      of(({ calm, paused }) => paused.p99 / calm.p99),
      1.2,
    );
    figure(
      'memory-mib',
      of(({ calm, paused }) => (paused.kilobytes - calm.kilobytes) / 1_024),
      60,
    );
    figure('lost-or-twice', faults, 0);
    for (const listener of scene.listeners) listener.leave();
    await scene.audience.close();
  });
}

/** What those who read pay for those who do not. */
export async function slowConsumers(report: Report): Promise<void> {
  await inMode('distributed', report);
  await inMode('embedded', report);
}
