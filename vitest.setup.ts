import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from './subgraphs/kit/src/logger.js';
import { startPostgres } from './subgraphs/kit/src/postgres.js';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/** Debian's Redis where it is installed; the bus contract runs over the memory bus alone where it is not. */
async function startRedis(dir: string): Promise<() => Promise<void>> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return () => Promise.resolve();
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', dir];
  const redis = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const chunk of redis.stdout as AsyncIterable<Buffer>) {
    if (chunk.toString().includes('Ready to accept connections')) break;
  }
  process.env['TEST_REDIS_URL'] = `redis://127.0.0.1:${String(port)}`;
  return async () => {
    redis.kill('SIGTERM');
    await once(redis, 'exit');
  };
}

/** One PostgreSQL and one Redis for the whole run; each test file makes throwaway databases on the first. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'));
  const postgres = await startPostgres({ dataDir, logger: createLogger('test', 'warn') });
  process.env['TEST_DATABASE_URL'] = postgres.url;
  const stopRedis = await startRedis(tmpdir());
  return async () => {
    await stopRedis();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
