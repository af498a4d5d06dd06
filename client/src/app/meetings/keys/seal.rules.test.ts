import { expect, test } from 'vitest';
import { openBecause, sealWord } from './seal.rules';

test.each([
  [null, false, false, 'open', 'thisDevice'],
  [null, false, true, 'open', 'thisDevice'],
  ['finding', false, false, null, null],
  ['open', false, true, 'open', 'otherDevice'],
  ['open', false, false, 'open', 'chosen'],
  ['lapsed', false, true, 'lapsed', 'otherDevice'],
  ['waiting', false, false, 'waiting', null],
  ['sealed', false, false, 'sealed', null],
  ['sealed', true, false, 'unreadable', null],
] as const)(
  '%s, unreadable %s, others lack a key %s: %s, %s',
  (state, unreadable, othersLack, word, because) => {
    const facts = { state, unreadable, othersLack };
    expect(sealWord(facts)).toBe(word);
    expect(openBecause(facts)).toBe(because);
  },
);
