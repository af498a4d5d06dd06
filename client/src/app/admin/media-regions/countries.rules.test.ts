import { expect, test } from 'vitest';
import { countriesIn } from './countries.rules';

test.each([
  ['gb', ['GB']],
  [' GB, ie;FR  ie ', ['GB', 'IE', 'FR']],
  ['', []],
  ['GB, XX', null],
  ['Ireland', null],
])('%j names %j', (typed, codes) => {
  expect(countriesIn(typed)).toEqual(codes);
});
