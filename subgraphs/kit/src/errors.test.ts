import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { conflict, isUnavailable, unavailable } from './errors.js';

test.each([
  ['what does not answer', unavailable('Away'), true],
  ['what refuses', conflict('Someone was first'), false],
  ['what nobody foresaw', new TypeError('UNAVAILABLE'), false],
  ['an answer of another house', new GraphQLError('Away', { extensions: { code: 'UNAVAILABLE' } }), false],
  ['nothing', undefined, false],
])('%s is unavailable or not', (_, error, expected) => {
  expect(isUnavailable(error)).toBe(expected);
});
