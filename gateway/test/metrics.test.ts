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
