import { expect, test } from 'vitest';
import { checkSection } from './place.rules.js';

test('a heading is kept without the space around it', () => {
  expect(checkSection('  Exams 2026 ')).toBe('Exams 2026');
});

test.each(['', '   ', 'x'.repeat(41), 'two\nlines', 'nul\0', '\ud800'])('%j is no heading', (name) => {
  expect(() => checkSection(name)).toThrow('section');
});
