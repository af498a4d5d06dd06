import { expect, test } from 'vitest';
import { dragged, gestureOf, isMeant } from './swipe.rules';

test('a finger that rests is about nothing yet', () => {
  expect(gestureOf({ along: 4, across: 4 }, 'end')).toBe('open');
});

test.each([
  [30, 5, 'end', 'swipe'],
  [-30, 5, 'end', 'other'],
  [-30, 5, 'start', 'swipe'],
  [30, 28, 'end', 'other'],
  [2, 40, 'end', 'other'],
] as const)('%i along and %i across, towards the %s, is %s', (along, across, towards, gesture) => {
  expect(gestureOf({ along, across }, towards)).toBe(gesture);
});

test('what is dragged goes one way, and only so far', () => {
  expect([dragged(40, 'end'), dragged(400, 'end'), dragged(-40, 'end')]).toEqual([40, 72, 0]);
  expect([dragged(-40, 'start'), dragged(-400, 'start')]).toEqual([-40, -72]);
});

test('far or fast is meant, neither is not', () => {
  expect([isMeant(60, 2_000), isMeant(30, 40), isMeant(30, 400), isMeant(10, 1)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
