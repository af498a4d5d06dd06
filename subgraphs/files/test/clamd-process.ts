import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EICAR } from './content-files.js';

/** A real clamd of a test, with one signature: EICAR's, wherever it stands. */
export interface ClamdProcess {
  /** For CLAMD_URL. */
  readonly url: string;
  /** SIGKILL, as a machine that loses its power. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** More than this is more than this scanner takes. */
export const CLAMD_MOST_BYTES = 2_000_000;

/** Starts clamd on a socket of its own. */
export async function startClamd(): Promise<ClamdProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-clamd-'));
  const socket = join(folder, 'clamd.sock');
  await writeFile(join(folder, 'test.ndb'), `Eicar-Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
  const config = join(folder, 'clamd.conf');
  const lines = [
    `DatabaseDirectory ${folder}`,
    `LocalSocket ${socket}`,
    'Foreground yes',
    `StreamMaxLength ${String(CLAMD_MOST_BYTES)}`,
    'SelfCheck 0',
    'MaxThreads 2',
  ];
  // Started by root, it would become somebody who may not write here.
  if (process.getuid?.() === 0) lines.push('User root');
  await writeFile(config, lines.join('\n'));
  let running = await launch(config, socket);
  return {
    url: `unix://${socket}`,
    kill: () => ended(running),
    start: async () => {
      await rm(socket, { force: true });
      running = await launch(config, socket);
    },
    stop: async () => {
      await ended(running);
      await rm(folder, { recursive: true });
    },
  };
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = once(child, 'exit');
  child.kill('SIGKILL');
  await end;
}

async function launch(config: string, socket: string): Promise<ReturnType<typeof spawn>> {
  const child = spawn('clamd', ['--config-file', config], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${String(process.env['PATH'])}:/usr/sbin` },
  });
  await once(child, 'spawn');
  while (!(await answers(socket))) {
    if (child.exitCode !== null) throw new Error(`clamd ended with ${String(child.exitCode)}`);
    await setTimeout(20);
  }
  return child;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
