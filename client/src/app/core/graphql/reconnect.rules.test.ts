import { expect, test } from 'vitest';
import { closeCode, reconnectDelay } from './reconnect.rules';

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

test('comes back at once when the server closed because rights changed, but only the first time', () => {
  expect(reconnectDelay(0, closeCode.accessChanged, () => 1)).toBe(0);
  expect(reconnectDelay(1, closeCode.accessChanged, () => 1)).toBe(2000);
});

test.each([
  ['has too much to do', closeCode.tryLater, 4_000],
  ['counts too many of us', closeCode.tooMany, 16_000],
] as const)('a server that %s is given more time', (_why, code, bound) => {
  expect(reconnectDelay(0, code, () => 1)).toBe(bound);
  expect(reconnectDelay(0, code, () => 0)).toBe(500);
});
