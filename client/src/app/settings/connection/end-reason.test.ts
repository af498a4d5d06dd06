import { expect, test } from 'vitest';
import { endReason } from './end-reason';

test.each([
  [1001, 'goingAway'],
  [1013, 'tryLater'],
  [4401, 'signedOut'],
  [4408, 'tooSlow'],
  [4410, 'accessChanged'],
  [4429, 'tooMany'],
  [4499, 'cut'],
  [1006, 'lost'],
  [undefined, 'lost'],
] as const)('a line that ended with %s is told as %s', (code, reason) => {
  expect(endReason(code)).toBe(reason);
});
