import { expect, test } from 'vitest';
import { SILENCE, type Speech, afterHearing, afterLeaving, speaking } from './speaker.rules';

const hear = (words: readonly (readonly [string, number])[]): Speech =>
  words.reduce((speech, [id, at]) => afterHearing(speech, id, at), SILENCE);

test('the first who is heard is the speaker, and stays so while it is silent', () => {
  const speech = hear([['amara', 100]]);
  expect(speech.mainId).toBe('amara');
  expect([...speaking(speech, 1_000)]).toEqual(['amara']);
  expect([...speaking(speech, 60_000)]).toEqual([]);
});

test('a cough takes the stage from nobody', () => {
  const speech = hear([
    ['amara', 0],
    ['amara', 4_000],
    ['jonas', 4_100],
    ['amara', 4_200],
  ]);
  expect(speech.mainId).toBe('amara');
  expect([...speaking(speech, 4_300)].sort()).toEqual(['amara', 'jonas']);
});

test('when the speaker pauses, the next who is heard follows at once', () => {
  expect(
    hear([
      ['amara', 0],
      ['jonas', 2_500],
    ]).mainId,
  ).toBe('jonas');
});

test('two who talk over each other do not take turns in flickering', () => {
  const both = Array.from({ length: 20 }, (_, at) => [
    ['amara', at * 500],
    ['jonas', at * 500 + 250],
  ]).flat() as (readonly [string, number])[];
  let changes = 0;
  both.reduce((speech, [id, at]) => {
    const next = afterHearing(speech, id, at);
    if (next.mainId !== speech.mainId) changes += 1;
    return next;
  }, SILENCE);
  expect(changes).toBeLessThanOrEqual(4);
  expect(changes).toBeGreaterThan(1);
});

test('nobody is looked at who has left', () => {
  const speech = hear([
    ['amara', 0],
    ['jonas', 100],
  ]);
  const after = afterLeaving(speech, new Set(['jonas']));
  expect(after.mainId).toBeNull();
  expect([...after.heardAt.keys()]).toEqual(['jonas']);
  expect(afterLeaving(after, new Set(['jonas']))).toBe(after);
});
