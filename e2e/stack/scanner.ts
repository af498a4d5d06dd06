import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, cleanEnvironment, startChild } from './child.js';

/** The harmless file that every scanner calls a virus; in pieces, so that no scanner takes this source for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-', 'TEST-FILE!$H+H*'].join(
  '',
);

/** A real clamd that knows one virus, EICAR's. */
export interface ScannerStack {
  /** For CLAMD_URL. */
  readonly url: string;
  /** Has it take its time: it is asked, and does not answer until it goes on. */
  pause(): void;
  goOn(): void;
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts clamd on a socket of its own. */
export async function startScanner(): Promise<ScannerStack> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-e2e-clamd-'));
  const [socket, config] = [join(folder, 'clamd.sock'), join(folder, 'clamd.conf')];
  await writeFile(join(folder, 'test.ndb'), `Eicar-Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
  const lines = [`DatabaseDirectory ${folder}`, `LocalSocket ${socket}`, 'Foreground yes', 'SelfCheck 0'];
  // Started by root, it would become somebody who may not write here.
  if (process.getuid?.() === 0) lines.push('User root');
  await writeFile(config, lines.join('\n'));
  const environment = cleanEnvironment({ PATH: `${String(process.env['PATH'])}:/usr/sbin` });
  const begin = async (): Promise<Child> => {
    await rm(socket, { force: true });
    const child = startChild('clamd', 'clamd', ['--config-file', config], environment);
    // The last that it says before it listens.
    await child.says(/Self checking disabled/);
    return child;
  };
  let child = await begin();
  return {
    url: `unix://${socket}`,
    pause: () => child.process.kill('SIGSTOP'),
    goOn: () => child.process.kill('SIGCONT'),
    kill: () => child.end('SIGKILL'),
    async restart() {
      child = await begin();
    },
    async stop() {
      await child.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
