import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment, root } from './steps.mjs';

const OUTPUT = join(root, 'test-output');

/** How many tests of a run passed and failed; a file that could not be loaded counts as one failure. */
function countOf(report, exitCode) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + broken.length;
  // An error outside any test (an unhandled rejection) fails the run without failing a test.
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

/** Runs something that writes vitest's report to a file, shows what it says, and counts. */
function counted(name, command, argsFor, cwd) {
  mkdirSync(OUTPUT, { recursive: true });
  const file = join(OUTPUT, `${name}.json`);
  rmSync(file, { force: true });
  return new Promise((resolve) => {
    const child = spawn(command, argsFor(file), {
      cwd,
      env: { ...environment(), NO_COLOR: '1', NG_CLI_ANALYTICS: 'false' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('exit', (code) => {
      if (existsSync(file)) resolve(countOf(JSON.parse(readFileSync(file, 'utf8')), code));
      else resolve({ passed: 0, failed: 1 });
    });
  });
}

const REPORTERS = ['--reporter=default', '--reporter=json'];

/** Runs vitest and counts. */
export const vitest = (name, args) =>
  counted(name, 'vitest', (file) => ['run', ...args, ...REPORTERS, `--outputFile.json=${file}`], root);

/** Runs the tests of Angular components, which only its own compiler can build, and counts. */
export const componentTests = (name) =>
  counted(
    name,
    'ng',
    (file) => ['test', '--no-watch', '--reporters=default', '--reporters=json', `--output-file=${file}`],
    join(root, 'client'),
  );
