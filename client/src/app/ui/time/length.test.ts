import { expect, test } from 'vitest';
import { clockText } from './length';

test.each([
  [0, '0:00'],
  [7.4, '0:07'],
  [9, '0:09'],
  [123, '2:03'],
  [750, '12:30'],
  [3_723, '1:02:03'],
  [59.7, '1:00'],
])('%d seconds are %s', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});
