import { expect, test } from 'vitest';
import { caseOf } from './cases.js';
import { keys, requirements } from './hostile/entities.js';
import { compose } from './hostile/compose.js';
import { commands, nulls } from './hostile/values.js';
import { mutants, type Mutant } from './mutants.js';
import { referenceFor } from './reference.js';
import { verdictOn } from './trial.js';

// What the suite is worth: executors with planted faults, each of which it has to notice.

const SEEDS = 60;

const worlds = [nulls, keys, requirements, commands].map(compose);

const references = worlds.map(({ supergraphSdl }) => referenceFor(supergraphSdl));

/** The first case that gives it away. */
async function noticed(mutant: Mutant): Promise<string | null> {
  for (const [index, world] of worlds.entries()) {
    const reference = references[index] ?? referenceFor(world.supergraphSdl);
    const trial = { world, reference, subject: mutant.of(world.supergraphSdl) };
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const { findings } = await verdictOn(trial, caseOf(world, seed));
      if (findings[0]) return findings[0].name;
    }
  }
  return null;
}

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  'an executor that %s is noticed',
  async (_, mutant) => {
    expect(await noticed(mutant)).not.toBeNull();
  },
);

test('a finding says how to repeat it, and is small', async () => {
  const [mutant] = mutants;
  const [world] = worlds;
  const [reference] = references;
  if (!mutant || !world || !reference) throw new Error('There is nothing to try');
  const trial = { world, reference, subject: mutant.of(world.supergraphSdl) };
  const told: string[] = [];
  for (let seed = 0; told.length === 0; seed += 1) {
    const [finding] = (await verdictOn(trial, caseOf(world, seed))).findings;
    if (finding) told.push(await finding.told());
  }
  expect(told[0]).toMatch(/^DIFFERENTIAL_ONLY=nulls:\d+ \((failing|broken)\)\n/);
  expect(told[0]).toContain('errors\n  expected ');
});
