import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Runs under whatever Node the machine has (20 or newer) until the pinned one is installed: built-ins only.

/** The folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A step did not work; the message is for a person, and stands alone. */
export class StepError extends Error {}

const CACHE = join(root, '.cache');
const NEEDED_BYTES = 2 * 1024 ** 3;

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function remember(name, stamp) {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, name), stamp);
}

const LOCK = join(CACHE, 'lock');

/** Whether whoever wrote the lock still runs. */
function isHeld() {
  const pid = Number(read(LOCK));
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else may not be signalled, but it is there.
    return error.code === 'EPERM';
  }
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    // Somebody has it, or had it and was killed.
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld()) rmSync(LOCK, { force: true });
    return false;
  }
}

/** Installing and building are done by one process of this folder at a time; others wait and find it done. */
async function alone(work) {
  mkdirSync(CACHE, { recursive: true });
  for (let waited = 0; !takeLock(); waited += 1) {
    if (waited === 4) process.stdout.write('Another process installs or builds here; waiting for it …\n');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** The pinned Node where npm ships it, else the one that runs us. */
export function nodeBinary() {
  const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

/** The environment in which every tool runs: the pinned Node first on the path. */
export const environment = () => ({
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
});

/** Runs a command quietly; what it said is shown only when it fails. Resolves with its output. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
    child.once('error', (error) =>
      reject(new StepError(`${command} could not be started: ${error.message}`)),
    );
    child.once('exit', (code) => {
      if (code === 0) resolve(said);
      else reject(Object.assign(new StepError(`${command} ${args.join(' ')} ended with ${code}`), { said }));
    });
  });
}

/** Says what is being done and how long it took. */
export async function step(what, work) {
  const begun = Date.now();
  process.stdout.write(`${what} …\n`);
  const result = await work();
  process.stdout.write(`${what}: ${((Date.now() - begun) / 1000).toFixed(1)} s\n`);
  return result;
}

function checkRoom() {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < NEEDED_BYTES) {
    const free = Math.round((bavail * bsize) / 1_048_576);
    throw new StepError(
      `Only ${free} MiB are free at ${root}; installing and building need 2 GiB. Nothing was changed.`,
    );
  }
}

function whyInstallFailed(said) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(said)) {
    return 'the npm registry could not be reached';
  }
  if (/ENOSPC/.test(said)) return 'the disk is full';
  if (/EACCES|EPERM/.test(said)) return 'this folder may not be written to';
  return (
    said
      .trim()
      .split('\n')
      .filter((line) => /error/i.test(line))
      .slice(-3)
      .join('; ') || 'npm gave no reason'
  );
}

async function installAlone() {
  const wanted = createHash('sha256')
    .update(read(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.parley-install');
  if (read(stamp) === wanted) return;
  checkRoom();
  await step('Installing packages', async () => {
    try {
      await run('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
    } catch (error) {
      throw new StepError(
        `The packages could not be installed: ${whyInstallFailed(error.said ?? error.message)}.`,
      );
    }
  });
  writeFileSync(stamp, wanted);
}

/** Installs the locked packages, unless they are installed already. */
export const install = () => alone(installAlone);

const SKIPPED = new Set(['node_modules', 'dist', 'generated', '.angular', 'test']);

/** Whether tools made it: then it is no source. */
const isMade = (name) => SKIPPED.has(name) || name.endsWith('.tsbuildinfo');

/** A digest of names, sizes and times: cheap to take at every start, and different after any edit. */
function digestOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (!stat.isDirectory()) {
      hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) if (!isMade(name)) visit(join(path, name));
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

/** What is built, from what, and where it can be seen that it was. */
const builds = [
  {
    name: 'server',
    sources: ['subgraphs', 'gateway', 'schema', 'tsconfig.base.json', 'package-lock.json'],
    product: 'gateway/dist/all-in-one.js',
    make: () => run('tsc', ['-b', 'gateway']),
  },
  {
    name: 'explorer',
    sources: ['gateway/explorer', 'package-lock.json'],
    product: 'gateway/dist/explorer/index.html',
    make: () => run('npm', ['run', 'build:explorer', '--workspace', '@parley/gateway']),
  },
  {
    name: 'client',
    sources: ['client', 'schema/api.graphql', 'codegen.ts', 'package-lock.json'],
    product: 'client/dist/browser/index.html',
    make: () => run('npm', ['run', 'build', '--workspace', '@parley/client']),
  },
];

/** The `.graphql` files of those who ask the graph. */
function documents() {
  return ['client/src/app', 'e2e', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => name.endsWith('.graphql') && !name.includes('node_modules'))
      .sort()
      .map((name) => join(folder, name)),
  );
}

async function buildOne({ name, sources, product, make }) {
  const stamp = `build-${name}`;
  const wanted = digestOf(sources);
  if (existsSync(join(root, product)) && read(join(CACHE, stamp)) === wanted) return;
  await step(`Building the ${name}`, async () => {
    try {
      await make();
    } catch (error) {
      throw new StepError(
        `The ${name} could not be built:\n${(error.said ?? error.message).trim().split('\n').slice(-30).join('\n')}`,
      );
    }
  });
  // What was edited meanwhile is built at the next start.
  remember(stamp, wanted);
}

/** Typed operations, icons and the like: what sources import and no one commits. */
const generated = {
  name: 'typed operations',
  sources: [
    'schema/api.graphql',
    'codegen.ts',
    'client/build',
    'client/icons.json',
    ...documents(),
    'package-lock.json',
  ],
  product: 'e2e/generated/graphql.ts',
  make: async () => {
    // Without schema/documents.json, which `npm run codegen` writes: what is committed is written when it is asked for.
    await run('graphql-codegen', ['--config', 'codegen.ts']);
    await run(nodeBinary(), ['client/build/documents.mjs']);
    await run('npm', ['run', 'prepare-build', '--workspace', '@parley/client']);
  },
};

/** Generates what the sources import, when what it is made from changed. */
export const generate = () => alone(() => buildOne(generated));

/** Has a part built anew at the next build. */
export const forgetBuild = (name) => rmSync(join(CACHE, `build-${name}`), { force: true });

/** Builds what changed since it was last built. */
export const build = () =>
  alone(async () => {
    await buildOne(generated);
    await Promise.all(builds.map(buildOne));
  });
