import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

async function administer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database of one's own on the test server, gone after drop(). */
export interface ThrowawayDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes an empty database on the server that the test run started (TEST_DATABASE_URL). */
export async function throwawayDatabase(): Promise<ThrowawayDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) {
    throw new Error('TEST_DATABASE_URL is not set; run tests through vitest, whose setup starts PostgreSQL');
  }
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(server, `drop database ${name} with (force)`) };
}
