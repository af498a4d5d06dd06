import { expect, test } from 'vitest';
import { tokenIn } from './guest-link';

test.each([
  ['https://parley.example/join/abc-123', 'abc-123'],
  ['https://parley.example/join/abc?from=mail', 'abc'],
  ['  abc-123 ', 'abc-123'],
])('%j leads to %j', (pasted, token) => {
  expect(tokenIn(pasted)).toBe(token);
});
