import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { throwawayDatabase } from '@parley/kit/testing';

const root = resolve(import.meta.dirname, '../..');

export const ADMIN = { email: 'first@example.org', password: 'the first of all passwords' };

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('identity did not start');
}

/** identity in a process of its own, on a database of its own, that can be suspended like any process. */
export class IdentityProcess {
  private constructor(
    readonly url: string,
    readonly databaseUrl: string,
    private readonly child: ChildProcess,
    private readonly drop: () => Promise<void>,
  ) {}

  static async start(secret: string): Promise<IdentityProcess> {
    const database = await throwawayDatabase();
    const port = await freePort();
    const flags = ['--conditions=parley-source', '--import', 'tsx'];
    const child = spawn(process.execPath, [...flags, 'subgraphs/identity/src/main.ts'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        TSX_TSCONFIG_PATH: 'tsconfig.base.json',
        PORT: String(port),
        DATABASE_URL: database.url,
        PROOF_SECRET: secret,
        TOKEN_SECRET: secret,
        PARLEY_DEMO: '0',
        FIRST_ADMIN_EMAIL: ADMIN.email,
        FIRST_ADMIN_PASSWORD: ADMIN.password,
        LOG_LEVEL: 'error',
        ...(process.env['TEST_REDIS_URL'] && { REDIS_URL: process.env['TEST_REDIS_URL'] }),
      },
    });
    const url = `http://127.0.0.1:${String(port)}`;
    await untilReady(url, child);
    return new IdentityProcess(url, database.url, child, () => database.drop());
  }

  /** It keeps its connections and answers nothing. */
  suspend(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.child.kill('SIGCONT');
    this.child.kill('SIGTERM');
    if (this.child.exitCode === null) await once(this.child, 'exit');
    await this.drop();
  }
}
