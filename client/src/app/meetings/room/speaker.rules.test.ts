import { expect, test } from 'vitest';
import { SILENCE, type Speech, afterLeaving, afterPause, afterWords, speaking } from './speaker.rules';

const hear = (words: readonly (readonly [string, boolean, number])[]): Speech =>
  words.reduce((speech, [id, speaks, at]) => afterWords(speech, id, speaks, at), SILENCE);

test('the first who speaks is the speaker, and stays so while it is silent', () => {
  const speech = hear([
    ['amara', true, 100],
    ['amara', false, 5_000],
  ]);
  expect(speech.mainId).toBe('amara');
  expect([...speaking(speech, 5_500)]).toEqual(['amara']);
  expect([...speaking(speech, 60_000)]).toEqual([]);
});

test('whoever falls in takes the stage from nobody', () => {
  const speech = hear([
    ['amara', true, 0],
    ['jonas', true, 4_000],
    ['jonas', false, 4_400],
  ]);
  expect(speech.mainId).toBe('amara');
  expect([...speaking(speech, 4_500)].sort()).toEqual(['amara', 'jonas']);
});

test('a breath hands the stage to nobody, a pause hands it to whoever speaks the longest', () => {
  const speech = hear([
    ['amara', true, 0],
    ['jonas', true, 2_000],
    ['priya', true, 3_000],
    ['amara', false, 4_000],
  ]);
  expect(afterPause(speech, 4_500).mainId).toBe('amara');
  expect(afterPause(speech, 5_600).mainId).toBe('jonas');
});

test('when it was silent, the next who speaks follows at once', () => {
  const speech = hear([
    ['amara', true, 0],
    ['amara', false, 1_000],
    ['jonas', true, 9_000],
  ]);
  expect(speech.mainId).toBe('jonas');
});

test('two who talk in turns without a pause do not flicker', () => {
  const turns = Array.from({ length: 40 }, (_, at) => {
    const id = at % 4 < 2 ? 'amara' : 'jonas';
    return [id, at % 2 === 0, at * 400] as const;
  });
  let changes = 0;
  turns.reduce((speech, [id, speaks, at]) => {
    const next = afterWords(speech, id, speaks, at);
    if (next.mainId !== speech.mainId) changes += 1;
    return next;
  }, SILENCE);
  expect(changes).toBe(1);
});

test('one whose silence was not heard does not speak forever', () => {
  const speech = hear([['amara', true, 0]]);
  expect(speaking(speech, 59_000).has('amara')).toBe(true);
  expect(speaking(speech, 61_000).has('amara')).toBe(false);
});

test('nobody is looked at who has left', () => {
  const speech = hear([
    ['amara', true, 0],
    ['jonas', true, 100],
  ]);
  const after = afterLeaving(speech, new Set(['jonas']));
  expect(after.mainId).toBeNull();
  expect([...after.words.keys()]).toEqual(['jonas']);
  expect(afterLeaving(after, new Set(['jonas']))).toBe(after);
});
