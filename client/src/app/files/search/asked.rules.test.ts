import { expect, test } from 'vitest';
import { addressOf, askedBy, asksSomething, variablesOf } from './asked.rules';

const now = new Date(2026, 10, 16, 14, 5);
const asked = (params: Record<string, string>) => askedBy(new URLSearchParams(params));

test('an address holds what is looked for, and nothing that cannot be', () => {
  const params = { q: 'viva marks', type: 'CODE', since: 'week', tag: 'spring', owner: 'user_1' };
  const known = { text: 'viva marks', kind: 'CODE', since: 'week', tag: 'spring', owner: 'user_1' };
  expect(asked(params)).toEqual(known);
  expect(addressOf(asked(params))).toEqual(params);
  expect(asked({ type: 'SPELL', since: 'ever' })).toMatchObject({ kind: '', since: '' });
  expect(addressOf(asked({ q: '  ' }))).toMatchObject({ q: null, type: null });
});

test('words are asked for as they are, everything else narrows them', () => {
  expect(variablesOf(asked({ q: ' viva ' }), now)).toEqual({ query: 'viva', filter: null });
  expect(variablesOf(asked({ owner: 'user_1' }), now)).toEqual({
    query: '',
    filter: { ownerId: 'user_1' },
  });
  expect(variablesOf(asked({ q: 'viva', type: 'IMAGE', since: 'day' }), now)).toEqual({
    query: 'viva',
    filter: { kinds: ['IMAGE'], from: new Date(2026, 10, 16).toISOString() },
  });
});

test('nothing is asked while nothing is looked for', () => {
  expect([asked({}), asked({ q: ' ' })].map(asksSomething)).toEqual([false, false]);
  expect([asked({ q: 'a' }), asked({ owner: 'user_1' }), asked({ tag: 'a' })].every(asksSomething)).toBe(
    true,
  );
});
