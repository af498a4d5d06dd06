import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepError, build, environment, install, nodeBinary, root } from './steps.mjs';

/** `npm start`: installs and builds what is missing, then runs the product until it is told to stop. */
async function start() {
  await install();
  await build();
  // Over the channel the product notices when we are killed, and stops as well.
  const product = spawn(nodeBinary(), [join(root, 'gateway/dist/all-in-one.js')], {
    cwd: root,
    // Compiled code is kept between starts: loading it anew is most of what a second start would do.
    env: { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'), ...environment() },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const stop = () => product.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  whenOrphaned(stop);
  product.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** Who started us: npm's shell, and npm itself where the system tells. */
function starters() {
  const shell = process.ppid;
  const status = `/proc/${shell}/status`;
  const npm = existsSync(status) ? /^PPid:\s+(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] : '';
  return `${shell} ${npm}`;
}

/** A signal to npm ends npm and perhaps its shell, but does not reach us: that they are gone is how we know of it. */
function whenOrphaned(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const before = starters();
  const watch = setInterval(() => {
    if (starters() === before) return;
    clearInterval(watch);
    stop();
  }, 200);
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
