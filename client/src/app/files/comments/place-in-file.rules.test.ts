import { expect, test } from 'vitest';
import { afterKey, anchorOf, placeOf, regionBetween, wordsOf } from './place-in-file.rules';

const nowhere = { page: null, seconds: null, x: null, y: null, width: null, height: null, versionId: null };
const anchor = (place: object) => ({ __typename: 'Anchor' as const, ...nowhere, ...place });
const middle = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

test('a place is read from what a comment says and said to the server again', () => {
  expect([placeOf(null), placeOf(anchor({ versionId: 'fversion_1' }))]).toEqual([null, null]);
  for (const place of [{ page: 3 }, { seconds: 62.5 }, middle]) {
    expect(anchorOf(placeOf(anchor(place)))).toEqual(place);
  }
  expect(placeOf(anchor({ x: 0.1, y: 0.1 }))).toBeNull();
});

test('a place has words', () => {
  expect(wordsOf({ kind: 'page', page: 3 })).toEqual({ key: 'files.comments.onPage', at: '3' });
  expect(wordsOf({ kind: 'moment', seconds: 62.5 })).toEqual({ key: 'files.comments.atMoment', at: '1:03' });
});

test('a part is drawn in any direction, and stays within the picture', () => {
  const drawn = regionBetween({ x: 0.75, y: 1.5 }, { x: -0.2, y: 0.5 });
  expect(drawn).toEqual({ x: 0, y: 0.5, width: 0.75, height: 0.5 });
});

test('arrows move a part, with Shift they change its size; it never leaves the picture', () => {
  expect(afterKey(middle, 'ArrowRight', false)?.x).toBeCloseTo(0.42);
  expect(afterKey(middle, 'ArrowDown', true)?.height).toBeCloseTo(0.22);
  expect(afterKey({ ...middle, x: 0.8 }, 'ArrowRight', false)?.x).toBeCloseTo(0.8);
  expect(afterKey({ ...middle, width: 0.04 }, 'ArrowLeft', true)?.width).toBe(0.04);
  expect(afterKey(middle, 'Enter', false)).toBeNull();
});
