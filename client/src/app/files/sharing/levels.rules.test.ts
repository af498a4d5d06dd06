import { expect, test } from 'vitest';
import { levelOf, levels, mayCopy, rightsOf } from './levels.rules';

test('each step gives what the one before gives, and copies only where they are allowed', () => {
  for (const [index, level] of levels.entries()) {
    expect(levelOf(rightsOf(level, false))).toBe(level);
    expect(levelOf(rightsOf(level, true))).toBe(level);
    expect([mayCopy(rightsOf(level, true)), mayCopy(rightsOf(level, false))]).toEqual([true, false]);
    const before = levels[index - 1];
    if (before) expect(rightsOf(level, true)).toEqual(expect.arrayContaining(rightsOf(before, true)));
  }
  expect(rightsOf('add', true)).toEqual(['UPLOAD']);
  expect(levelOf(['UPLOAD'])).toBe('add');
});
