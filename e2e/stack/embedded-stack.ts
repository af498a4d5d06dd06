import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, cleanEnvironment, freePort, root, startChild } from './child.js';
import type { Stack } from './stack.js';

/** The product as one process, on a data folder of its own. */
export interface EmbeddedStack extends Stack {
  readonly url: string;
  readonly pid: number;
  /** Where it keeps its data. */
  readonly folder: string;
  /** Signals the process and waits for its end; its data stays. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same data and port. */
  restart(): Promise<void>;
}

/** Starts the built product as `npm start` does, with demo data, on a free port: in a folder of its own, where its data is by default. */
export async function startEmbedded(own: Readonly<Record<string, string>> = {}): Promise<EmbeddedStack> {
  const home = await mkdtemp(join(tmpdir(), 'parley-e2e-'));
  // The user that PostgreSQL runs as must be able to enter.
  await chmod(home, 0o755);
  const port = await freePort();
  const environment = cleanEnvironment({
    PORT: String(port),
    LOG_LEVEL: 'warn',
    RATE_ANONYMOUS_PER_MINUTE: '10000',
    RATE_SESSION_PER_MINUTE: '100000',
    ...own,
  });
  const begin = async (): Promise<Child> => {
    const child = startChild(
      'embedded',
      process.execPath,
      [join(root, 'gateway/dist/all-in-one.js')],
      environment,
      { cwd: home },
    );
    await child.says(/^ready (\S+)$/m);
    return child;
  };
  let child = await begin();
  const url = `http://127.0.0.1:${String(port)}`;
  return {
    url,
    folder: join(home, '.data'),
    gatewayUrls: [url],
    get pid() {
      return child.pid;
    },
    kill: (signal) => child.end(signal),
    async restart() {
      child = await begin();
    },
    async stop() {
      await child.end();
      await rm(home, { recursive: true, force: true });
    },
  };
}
