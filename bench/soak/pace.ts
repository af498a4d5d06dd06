import { setTimeout as pause } from 'node:timers/promises';
import { burst } from '../measure.js';
import { type Kind, MIX } from './mix.js';
import type { World } from './world.js';

const STEP_MS = 5;
/** More than this under way, and those that are due are left out, and counted. */
const MOST_UNDER_WAY = 300;
const LANES = 32;
const WARM_MS = 5_000;
const MEASURED_MS = 10_000;
const GOLDEN = 0.618_033_988_75;

/** What was asked so far. */
export interface Asked {
  /** By name of the kind. */
  readonly counts: Map<string, number>;
  /** Requests that were due while too many were under way. */
  late: number;
  /** Milliseconds of the last answers; whoever reads them empties it. */
  latencies: number[];
}

/** Kinds in their shares, evenly spread. */
function kindOf(n: number): Kind {
  let left = ((n * GOLDEN) % 1) * 100;
  for (const kind of MIX) {
    left -= kind.share;
    if (left < 0) return kind;
  }
  throw new Error('The shares of the mix do not add up to a hundred');
}

/** Asks the n-th request of the mix. */
export async function askOne(
  world: World,
  n: number,
  asked: Asked,
  onFault: (what: string) => void,
): Promise<void> {
  const kind = kindOf(n);
  const began = performance.now();
  const fault = await kind.ask(world, n).catch((error: unknown) => String(error));
  asked.latencies.push(performance.now() - began);
  asked.counts.set(kind.name, (asked.counts.get(kind.name) ?? 0) + 1);
  if (fault !== null) onFault(`${kind.name}: ${fault}`);
}

/** Requests a second when everybody asks as fast as they are answered. */
export async function saturation(
  world: World,
  asked: Asked,
  onFault: (what: string) => void,
): Promise<number> {
  let next = 0;
  const during = async (milliseconds: number): Promise<number> => {
    const began = performance.now();
    const first = next;
    while (performance.now() - began < milliseconds) {
      await burst(LANES * 8, LANES, () => askOne(world, next++, asked, onFault));
    }
    return ((next - first) / (performance.now() - began)) * 1_000;
  };
  await during(WARM_MS);
  return during(MEASURED_MS);
}

/** That many requests a second, whether or not they are answered, until `signal`. */
export async function keepAsking(
  world: World,
  perSecond: number,
  asked: Asked,
  onFault: (what: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  let sent = 0;
  let underWay = 0;
  while (!signal.aborted) {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
    for (; sent < due; sent++) {
      if (underWay >= MOST_UNDER_WAY) {
        asked.late += 1;
        continue;
      }
      underWay += 1;
      void askOne(world, sent, asked, onFault).finally(() => (underWay -= 1));
    }
    await pause(STEP_MS);
  }
  while (underWay > 0) await pause(STEP_MS);
}
