import { expect, test } from 'vitest';
import { filmAt, filmsOf } from './film.rules';

const recorded = (
  id: string,
  beginsAtSeconds: number | null,
  durationSeconds: number | null,
  scan = 'CLEAN',
) => ({ id, beginsAtSeconds, durationSeconds, file: { scan } }) as Parameters<typeof filmsOf>[0][number];

test('films are what can be played, with what they show of the meeting', () => {
  expect(
    filmsOf([
      recorded('one', 10, 60),
      recorded('scanned', 0, 5, 'PENDING'),
      recorded('old', null, 60),
      recorded('unfinished', 100, null),
      { ...recorded('gone', 100, 10), file: null },
    ]),
  ).toEqual([{ id: 'one', from: 10, to: 70 }]);
});

test.each([
  [8.9, undefined],
  [9, 'one'],
  [69.9, 'one'],
  [70, undefined],
  [100, 'two'],
])('at %s seconds %s is played', (seconds, id) => {
  const films = filmsOf([recorded('one', 10, 60), recorded('two', 100, 10)]);
  expect(filmAt(films, seconds)?.id).toBe(id);
});
