import { expect, test } from 'vitest';
import { checkMeasurement, scoreOf } from './quality.rules.js';

const perfect = { roundTripMs: 0, jitterMs: 0, lossRatio: 0, bitrateKbps: 500 };

test.each([
  // By hand from the formulas: ratings 92.24, 90.56, 79.2, 68.49, 37.95, and one below all.
  [perfect, 4.39],
  [{ ...perfect, roundTripMs: 100, jitterMs: 10 }, 4.35],
  [{ ...perfect, roundTripMs: 300, jitterMs: 30 }, 3.99],
  [{ ...perfect, lossRatio: 0.05 }, 3.53],
  [{ ...perfect, lossRatio: 0.2 }, 1.96],
  [{ ...perfect, roundTripMs: 2_000, lossRatio: 0.5 }, 1],
])('%j scores %d', (measured, score) => {
  expect(Math.abs(scoreOf(measured) - score)).toBeLessThan(0.01);
});

test('worse never scores better', () => {
  const delays = [0, 50, 100, 200, 400, 800, 1_600].map((roundTripMs) =>
    scoreOf({ ...perfect, roundTripMs }),
  );
  const losses = [0, 0.01, 0.03, 0.1, 0.3, 1].map((lossRatio) => scoreOf({ ...perfect, lossRatio }));
  for (const scores of [delays, losses]) expect(scores).toEqual(scores.toSorted((a, b) => b - a));
});

test.each([
  ['roundTripMs', -1],
  ['roundTripMs', 60_001],
  ['jitterMs', Number.NaN],
  ['lossRatio', 1.01],
  ['bitrateKbps', Number.POSITIVE_INFINITY],
])('%s of %d was not measured', (name, value) => {
  expect(() => {
    checkMeasurement({ ...perfect, [name]: value });
  }).toThrow('Between 0 and');
});
