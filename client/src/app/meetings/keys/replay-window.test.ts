import { expect, test } from 'vitest';
import { ReplayWindow } from './replay-window';

const after = (...counters: readonly number[]): ReplayWindow => {
  const window = new ReplayWindow();
  for (const counter of counters) window.note(counter);
  return window;
};

test.each([
  ['the first', after(), 0, true],
  ['the next', after(0, 1), 2, true],
  ['one that was seen', after(0, 1, 2), 1, false],
  ['one that comes late', after(0, 2), 1, true],
  ['one that was skipped long before', after(0, 5_000), 905, true],
  ['one from before the window', after(0, 5_000), 904, false],
  ['one a whole window after one that was seen', after(3), 3 + 4_096, true],
  ['one that stands where an older one stood', after(3, 4_100), 4_098, true],
  ['the highest again', after(4_100), 4_100, false],
])('%s: fresh %s', (_name, window, counter, expected) => {
  expect(window.isFresh(counter)).toBe(expected);
});

test('whatever order they come in, each number is taken once', () => {
  const window = new ReplayWindow();
  const order = Array.from({ length: 9_000 }, (_, n) => n).map((n) => (n % 50 === 7 ? n + 300 : n));
  let taken = 0;
  for (const counter of [...order, ...order]) {
    if (!window.isFresh(counter)) continue;
    taken += 1;
    window.note(counter);
  }
  expect(taken).toBe(new Set(order).size);
});
