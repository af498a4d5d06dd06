import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isLong, promises, turbulenceMs, Verdict } from './run.js';
import { inWords, quantile, say } from './scenario/figures.js';
import { pausedReaders } from './scenario/slow-readers.js';
import { stampede } from './scenario/stampede.js';
import { Chance, seedOfRun } from './seed.js';
import { embeddedStage, type Stage } from './stage.js';
import { turbulence } from './turbulence.js';

const SETTLING_MS = 180_000;
const LONGEST_MS = 500_000;
const SIZE = isLong ? { pausedMs: 60_000, clients: 1_000 } : { pausedMs: 6_000, clients: 100 };

describe.for([seedOfRun()])('one process, seed %i', (seed) => {
  let stage: Stage;
  let verdict: Verdict;

  beforeAll(async () => {
    process.stdout.write(`SEED=${String(seed)} npm run faults plays this again\n`);
    stage = await embeddedStage(new Chance(seed));
    const milliseconds = isLong ? turbulenceMs : turbulenceMs / 2;
    const journal = await turbulence({ stage, seed, milliseconds });
    verdict = new Verdict(`embedded, seed ${String(seed)}`, journal);
  }, turbulenceMs + SETTLING_MS);
  afterAll(() => stage.stop());

  test.for(promises)('%s: %s', ([property]) => {
    verdict.holds(property);
  });

  test(
    'P7: a hundred readers that stop reading cost little, and catch up or are told',
    async () => {
      const paused = await pausedReaders(stage, SIZE.pausedMs);
      say(
        `${paused.eventsPerSecond.toFixed(0)} events a second for each reader, ` +
          `${paused.growth.toFixed(0)} MiB more, ${paused.afterwards.toFixed(0)} when they had read on; ` +
          `${String(paused.caughtUp)} caught up, ${String(paused.told)} told, ${String(paused.reset)} reset, ${String(paused.lost)} lost`,
      );
      expect(paused.lost).toBe(0);
      expect(paused.growth).toBeLessThan(60);
    },
    LONGEST_MS,
  );

  test(
    'P9: a crowd is back within fifteen seconds of a restart, and nobody else waits a second',
    async () => {
      const { clients, back, bystander, uneven } = await stampede(stage, SIZE.clients, new Chance(seed));
      say(`${String(clients)} clients back: ${inWords(back)}; a bystander's sending: ${inWords(bystander)}`);
      expect(uneven).toBe(0);
      expect(quantile(back, 1)).toBeLessThanOrEqual(15_000);
      expect(quantile(bystander, 1)).toBeLessThan(1_000);
    },
    LONGEST_MS,
  );
});
