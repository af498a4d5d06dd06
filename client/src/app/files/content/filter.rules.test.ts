import { expect, test } from 'vitest';
import { EVERYTHING, inputOf, isNarrowed } from './filter.rules';

const now = new Date(2026, 10, 21, 15, 30);

test('nothing chosen asks for everything', () => {
  expect(inputOf(EVERYTHING, now)).toBeNull();
  expect(isNarrowed({ ...EVERYTHING, text: '  ' })).toBe(false);
});

test('what is chosen has to fit, and days count whole', () => {
  expect(inputOf({ text: ' viva ', kind: 'IMAGE', since: 'week', tag: 'spring' }, now)).toEqual({
    text: 'viva',
    kinds: ['IMAGE'],
    tags: ['spring'],
    from: new Date(2026, 10, 15).toISOString(),
  });
});
