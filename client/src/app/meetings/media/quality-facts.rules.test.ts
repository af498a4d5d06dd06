import { expect, test } from 'vitest';
import { factsOf } from './quality-facts.rules';

const measured = { roundTripMs: 1_240, jitterMs: 3, lossRatio: 0.0312, bitrateKbps: 96 };

test.each([
  ['en', ['1,240 ms', '3 ms', '3.1%', '96 kb/s']],
  ['de', ['1.240 ms', '3 ms', '3,1 %', '96 kb/s']],
])('what was measured is told in %s, with its units', (language, values) => {
  const facts = factsOf(measured, language);
  expect(facts.map(({ key }) => key)).toEqual(['roundTrip', 'jitter', 'loss', 'bitrate']);
  expect(facts.map(({ value }) => value.replaceAll(/\s/g, ' '))).toEqual(values);
});
