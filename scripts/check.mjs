import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepError, generate, install, root, run, step } from './steps.mjs';

const node = ['--conditions=parley-source', '--tsconfig', 'tsconfig.base.json'];

/**
 * A cache of its own for each set of rules: the linter's own key forgets the rules of inline templates and what plugins
 * say. What it cannot see either is that a type changed in another file; a fresh clone has no cache and does.
 */
function lintCache() {
  const rules = createHash('sha256');
  for (const file of ['eslint.config.mjs', 'eslint/plugin.mjs', 'tsconfig.base.json', 'package-lock.json']) {
    rules.update(readFileSync(join(root, file)));
  }
  return ['--cache', '--cache-location', `.cache/eslint-${rules.digest('hex').slice(0, 12)}`];
}

/** What `npm run check` holds the house to; `fix` is what `npm run fix` runs in its place. */
export const checks = [
  {
    name: 'format',
    command: [
      'prettier',
      '--check',
      '--cache',
      '--cache-location',
      '.cache/prettier',
      '--log-level',
      'warn',
      '.',
    ],
    fix: [
      'prettier',
      '--write',
      '--cache',
      '--cache-location',
      '.cache/prettier',
      '--log-level',
      'warn',
      '.',
    ],
  },
  { name: 'types', command: ['tsc', '-b'] },
  {
    name: 'lint',
    command: ['eslint', ...lintCache(), '.'],
    fix: ['eslint', ...lintCache(), '--fix', '.'],
  },
  {
    name: 'styles',
    command: ['stylelint', '--cache', '--cache-location', '.cache/stylelint', 'client/src/**/*.scss'],
  },
  {
    name: 'boundaries',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      'subgraphs',
      'gateway',
      'schema',
      'client/src',
    ],
  },
  { name: 'schema', command: ['tsx', ...node, 'schema/check.ts'] },
  { name: 'documents', command: ['node', 'client/build/documents.mjs', 'check'] },
  { name: 'links', command: ['node', 'scripts/links.mjs'] },
  // Which of the client's subscriptions one execution serves for everybody, and what keeps the others from it.
  { name: 'subscriptions', command: ['tsx', ...node, 'schema/sharing/check.ts'], shows: true },
  { name: 'dead code', command: ['knip', '--no-progress'] },
];

async function runOne({ name, command: [program, ...args], shows }) {
  const begun = Date.now();
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  try {
    const said = await run(program, args);
    process.stdout.write(
      `✓ ${name} ${seconds()}\n${shows ? said.replace(/^/gm, '  ').trimEnd().concat('\n') : ''}`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    process.stdout.write(`✗ ${name} ${seconds()}\n${(error.said ?? error.message).trim()}\n`);
    return false;
  }
}

/** Runs checks, two at a time: as many as two cores carry. Resolves with how many passed and failed. */
export async function runChecks(wanted) {
  const waiting = [...wanted];
  const results = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await runOne(check));
  };
  await Promise.all([worker(), worker()]);
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

async function main([first]) {
  await install();
  await generate();
  if (first === '--fix') {
    // Lint may leave a line that is too long; formatting comes last.
    const fixable = checks.filter(({ fix }) => fix).toReversed();
    for (const { name, fix } of fixable) await step(name, () => run(fix[0], fix.slice(1)));
    return;
  }
  const wanted = first ? checks.filter(({ name }) => name === first) : checks;
  const { failed } = await runChecks(wanted);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('check.mjs')) await main(process.argv.slice(2));
