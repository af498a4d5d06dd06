import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { burst, type Burst, processorMilliseconds } from '../measure.js';
import { Load } from './load.js';
import type { Asked } from './operations.js';
import type { Target } from './targets.js';

/** Work that goes on after the last answer is counted with it. */
const TRAIL_MS = 100;
/** How long each target is asked before anything is counted: V8 compiles what it has met often. */
const WARM_MS = 4_000;

/** What one round gave, in milliseconds of processor for one request. */
export interface Round {
  readonly gateway: number;
  readonly subgraphs: number;
  readonly burst: Burst;
}

/** What is asked, of whom, and by whom. */
export interface Comparison {
  readonly targets: readonly Target[];
  readonly asked: Asked;
  readonly channelId: string;
  readonly authorizations: readonly string[];
  readonly rounds: number;
  /** Times as many requests. */
  readonly scale: number;
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** The body of every request. */
export function bodyOf({ text }: Asked, channelId: string): string {
  return JSON.stringify({ query: text, ...(text.includes('$channelId') && { variables: { channelId } }) });
}

/** @throws unless the gateway answers with data and nothing else */
function dataOf({ text }: { readonly text: string }, who: string): unknown {
  const { data, errors } = JSON.parse(text) as Body;
  if (errors || data == null) throw new Error(`${who} answered: ${text.slice(0, 500)}`);
  return data;
}

/** What all answer is the same for everybody who asks, or there is nothing to compare. Gives the bytes of an answer. */
export async function mustAgree({ targets, asked, channelId, authorizations }: Comparison): Promise<number> {
  const body = bodyOf(asked, channelId);
  let bytes = 0;
  const loads = targets.map(({ server }) => new Load(server.url, 1, authorizations));
  for (const n of [0, 1, 2, 7]) {
    const answers: unknown[] = [];
    for (const [at, load] of loads.entries()) {
      const answer = await load.ask(n, body);
      bytes = Math.max(bytes, answer.text.length);
      answers.push(dataOf(answer, targets[at]?.name ?? ''));
    }
    const different = targets.find((_, at) => !isDeepStrictEqual(answers[at], answers[0]));
    if (different) {
      throw new Error(`${different.name} does not answer ${asked.name} as ${targets[0]?.name ?? ''}`);
    }
  }
  await Promise.all(loads.map((load) => load.close()));
  return bytes;
}

const spentBy = (target: Target) => ({
  gateway: processorMilliseconds(target.server.pid),
  subgraphs: target.subgraphs.reduce((sum, { pid }) => sum + processorMilliseconds(pid), 0),
});

/** A number of requests at a gateway. @throws when one of them was not answered */
async function ask(load: Load, count: number, { asked, channelId }: Comparison): Promise<Burst> {
  const body = bodyOf(asked, channelId);
  return burst(count, asked.inFlight, async (n) => {
    const { status, text } = await load.ask(n, body);
    if (status !== 200 || !text.startsWith('{"data":{')) {
      throw new Error(`${asked.name}: ${text.slice(0, 500)}`);
    }
  });
}

async function warm(load: Load, comparison: Comparison): Promise<void> {
  const end = performance.now() + WARM_MS * comparison.scale;
  while (performance.now() < end) await ask(load, comparison.asked.inFlight, comparison);
}

async function roundOf(target: Target, load: Load, count: number, comparison: Comparison): Promise<Round> {
  const before = spentBy(target);
  const burst = await ask(load, count, comparison);
  await pause(TRAIL_MS);
  const after = spentBy(target);
  return {
    gateway: (after.gateway - before.gateway) / count,
    subgraphs: (after.subgraphs - before.subgraphs) / count,
    burst,
  };
}

/** All targets in turn, warmed, as many rounds as asked. */
export async function inTurn(comparison: Comparison): Promise<ReadonlyMap<string, readonly Round[]>> {
  const { targets, asked, authorizations, rounds, scale } = comparison;
  const count = Math.ceil(asked.count * scale);
  const loads = targets.map(({ server }) => new Load(server.url, asked.inFlight, authorizations));
  const found = new Map<string, Round[]>(targets.map(({ name }) => [name, []]));
  for (const load of loads) await warm(load, comparison);
  for (let n = 0; n < rounds; n++) {
    for (const [at, target] of targets.entries()) {
      const load = loads[at];
      if (load) found.get(target.name)?.push(await roundOf(target, load, count, comparison));
    }
  }
  await Promise.all(loads.map((load) => load.close()));
  return found;
}
