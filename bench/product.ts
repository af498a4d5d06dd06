import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, startPostgres } from '@parley/kit';

const program = fileURLToPath(new URL('../gateway/dist/all-in-one.js', import.meta.url));
const START_MS = 60_000;
const LAST_WORDS = 10_000;

/** A database server with throwaway data. */
export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the PostgreSQL that the product itself would start, on a folder that goes with it. */
export async function startDatabase(): Promise<Database> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  // Root runs the server as another user, who must get in.
  await chmod(dataDir, 0o755);
  const postgres = await startPostgres({ dataDir, logger: createLogger('bench', 'warn') });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The product as one process. */
export interface Product {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts what `npm run build` built. Rate limits are out of the way: they are not what is measured. */
export async function startProduct(database: Database): Promise<Product> {
  if (!existsSync(program)) throw new Error('The product is not built; run npm run build first');
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: database.url,
      LOG_LEVEL: 'warn',
      TOKEN_SECRET: randomBytes(32).toString('hex'),
      PROOF_SECRET: randomBytes(32).toString('hex'),
      RATE_ANONYMOUS_PER_MINUTE: '1000000000',
      RATE_SESSION_PER_MINUTE: '1000000000',
    },
  });
  return { url: await readyAt(child), pid: child.pid ?? 0, stop: () => end(child) };
}

/** Where it answers, once it says so; its later words are passed over. */
function readyAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    child.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-LAST_WORDS);
      const [, url] = /^ready (http\S+)$/m.exec(said) ?? [];
      if (!url) return;
      clearTimeout(late);
      resolve(url);
    });
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`The product ended before it was ready:\n${said}`));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** A product with its database, for one bench. */
export async function withProduct<T>(work: (product: Product, database: Database) => Promise<T>): Promise<T> {
  const database = await startDatabase();
  try {
    const product = await startProduct(database);
    try {
      return await work(product, database);
    } finally {
      await product.stop();
    }
  } finally {
    await database.stop();
  }
}

/** A fresh client key. */
export const aKey = (): string => randomUUID();
