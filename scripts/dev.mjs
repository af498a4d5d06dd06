import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { StepError, environment, forgetBuild, generate, install, nodeBinary, root, run } from './steps.mjs';

const server = [
  'tsx',
  'watch',
  '--conditions=parley-source',
  '--tsconfig=tsconfig.base.json',
  '--include=schema/supergraph.graphql',
  '--include=schema/documents.json',
  'gateway/src/all-in-one.ts',
];
const client = ['ng', 'build', '--watch', '--configuration=development'];

/** `npm run dev`: the product from its sources, started again after every edit; the client is rebuilt beside it. */
async function dev() {
  await install();
  await generate();
  // A document that strangers send, such as the one that signs in, is answered only when it is in the list.
  await run(nodeBinary(), ['client/build/documents.mjs', 'commit']);
  // What stands in client/dist from now on is no production build.
  forgetBuild('client');
  const children = [start(server, root), start(client, join(root, 'client'))];
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    for (const child of children) child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  // One without the other is no product: the first to end takes the other with it.
  for (const child of children) child.once('exit', stop);
}

const start = ([command, ...args], cwd) =>
  spawn(command, args, { cwd, env: environment(), stdio: ['ignore', 'inherit', 'inherit'] });

try {
  await dev();
} catch (error) {
  // A step that failed has said why; anything else is a fault of this script.
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n${error.said ?? ''}`);
  process.exitCode = 1;
}
