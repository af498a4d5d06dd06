import { randomInt } from 'node:crypto';
import { install, build } from '../../scripts/steps.mjs';
import { installDebianPackages } from '../../scripts/debian.mjs';
import { vitest } from '../../scripts/vitest.mjs';

// npm run faults: seeds one after the other, each with products of its own.
//   SEED=…            plays that seed alone
//   FAULTS_SEEDS=10   how many seeds
//   FAULTS_SECONDS=60 how long faults are made for each seed and mode

process.env.FAULTS = 'long';
const count = Number(process.env.FAULTS_SEEDS ?? 10);
const seeds = process.env.SEED
  ? [Number(process.env.SEED)]
  : Array.from({ length: count }, () => randomInt(1_000_000));

await install();
await installDebianPackages();
await build();
const wanted = process.argv.slice(2);
let failed = 0;
let passed = 0;
for (const [n, seed] of seeds.entries()) {
  process.stdout.write(`\n── seed ${seed} (${n + 1} of ${seeds.length}) ──\n`);
  process.env.SEED = String(seed);
  const args = ['--config', 'e2e/vitest.config.ts', '--project', 'faults'];
  const files =
    wanted.length > 0 ? wanted : ['faults/distributed', 'faults/promises', 'faults/embedded', 'faults/files'];
  const result = await vitest('faults-long', [...args, ...files]);
  passed += result.passed;
  failed += result.failed;
  if (result.failed > 0) process.stdout.write(`SEED=${seed} npm run faults plays it again\n`);
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
