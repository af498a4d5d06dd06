import { expect, test } from 'vitest';
import { toneFor } from './ring.rules';

const nothing = { incoming: 0, outgoing: 0, speaking: false, notDisturbed: false, quiet: false };

test.each([
  ['nothing where nothing rings', {}, null],
  ['ringing of somebody who calls', { incoming: 1 }, 'incoming'],
  ['waiting for somebody', { outgoing: 1 }, 'outgoing'],
  ['ringing before waiting', { incoming: 1, outgoing: 1 }, 'incoming'],
  ['nothing in quiet hours', { incoming: 1, quiet: true }, null],
  ['nothing while one is not to be disturbed', { incoming: 1, notDisturbed: true }, null],
  ['nothing into a call', { incoming: 1, speaking: true }, null],
  ['what one began oneself, at any hour', { outgoing: 1, quiet: true, notDisturbed: true }, 'outgoing'],
] as const)('one hears %s', (_what, more, tone) => {
  expect(toneFor({ ...nothing, ...more })).toBe(tone);
});
