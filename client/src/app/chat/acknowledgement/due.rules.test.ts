import { expect, test } from 'vitest';
import { dueInputOf } from './due.rules';

test('a moment goes through the input and comes back to the minute', () => {
  const at = '2026-11-23T17:05:42.000Z';
  expect(new Date(dueInputOf(at)).toISOString()).toBe('2026-11-23T17:05:00.000Z');
  expect(dueInputOf(null)).toBe('');
});
