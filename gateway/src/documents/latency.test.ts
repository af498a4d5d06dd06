import { expect, test } from 'vitest';
import { Latencies } from './latency.js';

test('nothing has no quantiles', () => {
  expect(new Latencies().quantile(0.5)).toBeNull();
});

test('a quantile lies in the step in which it was counted', () => {
  const latencies = new Latencies();
  for (let n = 0; n < 98; n += 1) latencies.note(3);
  for (let n = 0; n < 2; n += 1) latencies.note(400);
  const p50 = latencies.quantile(0.5) ?? 0;
  expect(p50).toBeGreaterThan(2);
  expect(p50).toBeLessThanOrEqual(5);
  const p99 = latencies.quantile(0.99) ?? 0;
  expect(p99).toBeGreaterThan(200);
  expect(p99).toBeLessThanOrEqual(400);
});

test('what takes longer than every step is known by the longest', () => {
  const latencies = new Latencies();
  latencies.note(60_000);
  expect(latencies.quantile(0.99)).toBeGreaterThan(10_000);
  expect(latencies.quantile(1)).toBe(60_000);
});
