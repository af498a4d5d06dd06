import { expect, test } from 'vitest';
import { matching } from './suggestion.rules';

const names = ['Amara Okafor', 'Élise Tremblay', 'Mei-Ling Chen', 'Tomás Herrera', 'Boards of exams'];

test.each([
  ['', names],
  ['elise', ['Élise Tremblay']],
  ['t', ['Tomás Herrera', 'Élise Tremblay']],
  ['ling', ['Mei-Ling Chen']],
  ['Amara O', ['Amara Okafor']],
  ['of ex', ['Boards of exams']],
  ['ling c', ['Mei-Ling Chen']],
  ['boards exams', []],
  ['kaf', []],
])('%j finds %j', (typed, found) => {
  expect(matching(names, typed, (name) => name)).toEqual(found);
});
