import { expect, test } from 'vitest';
import { checkNote, checkReminder } from './saved-item.rules.js';

const now = new Date('2026-11-21T10:00:00Z');

test('a remark is kept without the space around it, and an empty one is none', () => {
  expect([checkNote(' ask Élise '), checkNote('  ')]).toEqual(['ask Élise', null]);
});

test.each(['x'.repeat(1_001), 'nul\0', '\ud800'])('%j is no remark', (note) => {
  expect(() => checkNote(note)).toThrow();
});

test.each([
  ['2026-11-21T10:00:00.001Z', true],
  ['2031-11-21T10:00:00Z', true],
  ['2026-11-21T10:00:00Z', false],
  ['2031-11-21T10:00:00.001Z', false],
])('a reminder at %s may be asked for: %s', (at, allowed) => {
  const check = () => checkReminder(new Date(at), now);
  if (allowed) expect(check()).toEqual(new Date(at));
  else expect(check).toThrow('Choose a time');
});
