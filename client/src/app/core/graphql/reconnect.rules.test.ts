import { expect, test } from 'vitest';
import { ACCESS_CHANGED, reconnectDelay } from './reconnect.rules';

test('waits never less than half a second', () => {
  expect(reconnectDelay(0, 1006, () => 0)).toBe(500);
  expect(reconnectDelay(9, 1006, () => 0)).toBe(500);
});

test('the bound doubles with each attempt', () => {
  expect([0, 1, 2, 3].map((attempt) => reconnectDelay(attempt, 1006, () => 1))).toEqual([
    1000, 2000, 4000, 8000,
  ]);
});

test('the bound never exceeds thirty seconds', () => {
  expect(reconnectDelay(50, null, () => 1)).toBe(30_000);
});

test('comes back at once when the server closed because rights changed', () => {
  expect(reconnectDelay(0, ACCESS_CHANGED, () => 1)).toBe(0);
  expect(reconnectDelay(1, ACCESS_CHANGED, () => 1)).toBe(2000);
});
