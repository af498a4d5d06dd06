import { afterAll, beforeAll, describe, test } from 'vitest';
import { promises, turbulenceMs, Verdict } from './run.js';
import { Chance, seedOfRun } from './seed.js';
import { distributedStage, type Stage } from './stage.js';
import { turbulence } from './turbulence.js';

const SETTLING_MS = 180_000;

describe.for([seedOfRun()])('two of each role, seed %i', (seed) => {
  let stage: Stage;
  let verdict: Verdict;

  beforeAll(async () => {
    process.stdout.write(`SEED=${String(seed)} npm run faults plays this again\n`);
    stage = await distributedStage(new Chance(seed), 'all');
    const journal = await turbulence({ stage, seed, milliseconds: turbulenceMs });
    verdict = new Verdict(`distributed, seed ${String(seed)}`, journal);
  }, turbulenceMs + SETTLING_MS);
  afterAll(() => stage.stop());

  test.for(promises)('%s: %s', ([property]) => {
    verdict.holds(property);
  });
});
