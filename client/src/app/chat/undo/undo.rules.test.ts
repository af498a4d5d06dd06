import { expect, test } from 'vitest';
import { mayUndo } from './undo.rules';

test('what was just sent may be taken back, and a moment before the time is over no longer', () => {
  const sentAt = '2026-11-21T10:00:00Z';
  expect(mayUndo(sentAt, Date.parse(sentAt) + 1_000)).toBe(true);
  expect(mayUndo(sentAt, Date.parse(sentAt) + 29_000)).toBe(false);
});
