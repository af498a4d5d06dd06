import { spawn } from 'node:child_process';
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
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => product.kill('SIGTERM'));
  product.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
