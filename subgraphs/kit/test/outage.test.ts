import { expect, test } from 'vitest';
import { isOutage } from '../src/outage.js';

test.each([
  ['a refused connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), true],
  [
    'a wrapped one',
    new Error('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) }),
    true,
  ],
  ['a shutdown', Object.assign(new Error('x'), { driverError: { code: '57P01' } }), true],
  ['a deadlock', Object.assign(new Error('x'), { code: '40P01' }), true],
  ['a connection that ended', new Error('Connection terminated unexpectedly'), true],
  ['a violated constraint', Object.assign(new Error('x'), { code: '23505' }), false],
  ['a statement that takes too long', Object.assign(new Error('x'), { code: '57014' }), false],
  ['a programming error', new TypeError('x is undefined'), false],
  ['no error at all', 'a text', false],
])('%s', (_what, error, outage) => {
  expect(isOutage(error)).toBe(outage);
});
