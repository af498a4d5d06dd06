import { readFile } from 'node:fs/promises';
import { metrics } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestGateway } from './gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
});
afterAll(() => gateway.stop());

/** A number as it stands in Prometheus' text now; undefined when it is not there. */
async function valueOf(line: string): Promise<number | undefined> {
  const text = await (await gateway.get('/metrics')).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length));
}

test('every number is explained to operators, and every explained number exists', async () => {
  const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const explained = new Set(page.match(/\bparley_[a-z_]+\b/g));
  const counted = metrics.getMetricsAsArray().map(({ name }) => name);
  const ours = counted.filter((name) => name.startsWith('parley_'));
  expect([...explained].toSorted()).toEqual(ours.toSorted());
});

test('what operations cost, what was refused and how long subgraphs took is counted', async () => {
  const token = await gateway.token();
  const refused = 'parley_gateway_refusals_total{code="INVALID"}';
  const asked = 'parley_gateway_subgraph_seconds_count{subgraph="chat",outcome="ok"}';
  const requested = 'parley_gateway_cost_points_total{state="requested"}';
  const before = await Promise.all([refused, asked, requested].map(valueOf));
  await gateway.ask(token, '{ posts { id } }');
  await gateway.ask(token, '{ nothingLikeThis }');
  const after = await Promise.all([refused, asked, requested].map(valueOf));
  const [refusals, answers, points] = after.map((value, index) => (value ?? 0) - (before[index] ?? 0));
  expect([refusals, answers]).toEqual([1, 1]);
  expect(points).toBeGreaterThan(0);
});

test('sockets, and what waits in them, are told as they are when they are asked for', async () => {
  const socket = await gateway.socket().init(await gateway.token());
  expect(await valueOf('parley_gateway_sockets')).toBe(1);
  expect(await valueOf('parley_gateway_full_sockets')).toBe(0);
  expect(await valueOf('parley_gateway_running_requests')).toBe(1);
  socket.close();
  await socket.closed;
});

test('what was at hand is told from what had to be found out', async () => {
  const token = await gateway.token();
  const used = async (cache: string) =>
    Promise.all(
      ['hit', 'miss'].map((outcome) =>
        valueOf(`parley_gateway_cache_total{cache="${cache}",outcome="${outcome}"}`),
      ),
    );
  const before = { documents: await used('documents'), credentials: await used('credentials') };
  for (let n = 0; n < 3; n += 1) await gateway.ask(token, '{ viewer { __typename atHand: id } }');
  const since = async (cache: keyof typeof before) =>
    (await used(cache)).map((value, n) => (value ?? 0) - (before[cache][n] ?? 0));
  // A document is kept from the second time on that it is asked for.
  expect(await since('documents')).toEqual([1, 2]);
  expect(await since('credentials')).toEqual([2, 1]);
});
