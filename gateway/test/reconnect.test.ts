import { identity } from '@parley/identity';
import { createLogger, feedTopic } from '@parley/kit';
import { testSubgraph, type TestSubgraph } from '@parley/kit/testing';
import { loadSupergraph } from '@parley/schema';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTrusted } from '../src/documents/load.js';
import { createGateway, type Gateway } from '../src/gateway.js';
import { inProcessLink } from '../src/subgraph-link/in-process.js';
import { CONFIG, SECRET, TestSocket } from './gateway.js';

const SOCKETS = 1_000;

let subgraph: TestSubgraph;
let gateway: Gateway;
let tokens: readonly string[];

const sql = (text: string): Promise<unknown> => subgraph.runtime.database.query(text);

/** Five hundred people with two sessions each, written as rows: signing in a thousand times would hash for minutes. */
async function aCrowd(): Promise<readonly string[]> {
  await sql(
    `insert into organization (id, name, country, region_code) values ('org', 'Northgate', 'KE', 'af')`,
  );
  await sql(`insert into user_account (id, organization_id, kind, display_name, region_code, time_zone, locale)
    select 'user_' || n, 'org', 'STAFF', 'Somebody', 'af', 'UTC', 'en' from generate_series(1, ${String(SOCKETS / 2)}) n`);
  await sql(`insert into session (id, user_id, organization_id, device, user_agent, ip, expires_at)
    select 'session_' || n, 'user_' || (n + 1) / 2, 'org', 'test', 'test', '127.0.0.1', now() + interval '1 day'
    from generate_series(1, ${String(SOCKETS)}) n`);
  const key = new TextEncoder().encode(SECRET);
  return Promise.all(
    Array.from({ length: SOCKETS }, (_, n) =>
      new SignJWT({ sid: `session_${String(n + 1)}` })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('parley')
        .setAudience('parley')
        .setSubject(`user_${String(Math.floor(n / 2) + 1)}`)
        .setExpirationTime('10m')
        .sign(key),
    ),
  );
}

beforeAll(async () => {
  subgraph = await testSubgraph(
    await identity({
      TOKEN_SECRET: SECRET,
      PUBLIC_URL: 'https://parley.test',
      PARLEY_DEMO: false,
      NODE_ENV: 'test',
    }),
  );
  tokens = await aCrowd();
  gateway = createGateway({
    config: CONFIG,
    links: [inProcessLink(subgraph.runtime)],
    supergraphSdl: loadSupergraph(),
    documents: loadTrusted(),
    clientDir: '/nowhere',
    logger: createLogger('test', 'silent'),
    onAccountWake: (listener) => subgraph.runtime.feed.onWake(listener),
  });
  await gateway.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await gateway.stop();
  await subgraph.stop();
});

const statements = (): number => subgraph.runtime.database.statements.total;
const socketOf = (): TestSocket => new TestSocket(`${gateway.url.replace('http', 'ws')}/graphql`, {});

test('a thousand sockets that come at once, and a suspension that ends them all, cost few statements', async () => {
  const before = statements();
  const began = performance.now();
  const sockets = await Promise.all(tokens.map((token) => socketOf().init(token)));
  const opened = performance.now() - began;
  const spent = statements() - before;
  process.stdout.write(
    `${String(SOCKETS)} sockets opened in ${opened.toFixed(0)} ms with ${String(spent)} statements\n`,
  );
  expect(spent).toBeLessThan(SOCKETS / 5);

  const then = statements();
  const since = performance.now();
  await sql(`update organization set suspended_at = now()`);
  await sql(`insert into log (stream, seq, kind, data)
    values ('organization:org', 1, 'organizationChanged', '{"organizationId": "org"}')`);
  await subgraph.runtime.bus.publish(feedTopic('identity'), {});
  const codes = await Promise.all(sockets.map(async ({ closed }) => (await closed).code));
  const took = performance.now() - since;
  process.stdout.write(
    `all of them closed ${took.toFixed(0)} ms after their organisation was suspended, with ${String(statements() - then)} statements\n`,
  );
  expect(new Set(codes)).toEqual(new Set([4401]));
  expect(took).toBeLessThan(2_000);
  // Ten batches of a hundred, each a few statements; the rest is the look at the log.
  expect(statements() - then).toBeLessThan(60);
});
