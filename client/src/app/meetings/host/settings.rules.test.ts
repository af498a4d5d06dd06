import { expect, test } from 'vitest';
import { changesOf, usualSettings, withAct } from './settings.rules';

test('in a webinar few speak: whoever comes is muted and may only react, ask and write', () => {
  expect(usualSettings('INSTANT', true).participantsMay).toContain('SPEAK');
  expect(usualSettings('WEBINAR', true)).toMatchObject({
    mutedOnEntry: true,
    layout: 'SPEAKER',
    participantsMay: ['REACT', 'ASK', 'CHAT'],
  });
});

test('what participants may stands in one order, whenever it was allowed', () => {
  expect(withAct(['CHAT', 'SPEAK'], 'SHOW', true)).toEqual(['SPEAK', 'SHOW', 'CHAT']);
  expect(withAct(['SPEAK', 'SHOW'], 'SPEAK', false)).toEqual(['SHOW']);
});

test('only what was changed is sent', () => {
  const before = usualSettings('INSTANT', true);
  expect(changesOf(before, { ...before, participantsMay: [...before.participantsMay] })).toBeNull();
  expect(changesOf(before, { ...before, lobby: false, layout: 'SPEAKER' })).toEqual({
    lobby: false,
    layout: 'SPEAKER',
  });
});

test('guests come where whoever makes it may invite them', () => {
  expect([true, false].map((may) => usualSettings('SCHEDULED', may).guests)).toEqual([true, false]);
});
