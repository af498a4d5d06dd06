import { expect, test } from 'vitest';
import { codesIn } from './codes.rules';

test.each([
  ['eu', ['eu']],
  [' EU, uk;eu  af-1 ', ['eu', 'uk', 'af-1']],
  ['', null],
  [' , ', null],
  ['eu, u.k.', null],
])('%j names %j', (typed, codes) => {
  expect(codesIn(typed)).toEqual(codes);
});
