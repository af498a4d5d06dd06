import { expect, test } from 'vitest';
import { askedAgainAt } from './attempt.rules.js';

const NOW = new Date('2026-03-01T10:00:00Z');
const waits = (attempts: number): number | null => {
  const at = askedAgainAt(attempts, NOW);
  return at && (at.getTime() - NOW.getTime()) / 1_000;
};

test('a provider is asked again later and later, and given up after almost three days', () => {
  const all = Array.from({ length: 20 }, (_, n) => waits(n + 1));
  expect(all.slice(0, 4)).toEqual([30, 60, 120, 240]);
  expect(all.slice(10, 19)).toEqual(Array.from({ length: 9 }, () => 6 * 3_600));
  expect(all[19]).toBeNull();
  const days = all.reduce<number>((sum, each) => sum + (each ?? 0), 0) / 86_400;
  expect(days).toBeGreaterThan(2.5);
  expect(days).toBeLessThan(3);
});
