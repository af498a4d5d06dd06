import { expect, test } from 'vitest';
import { countedIn, levelOf, measuredBetween } from './quality.rules';

const report = (bytes: number, packets: number, lost: number) => [
  { type: 'inbound-rtp', kind: 'audio', bytesReceived: bytes, packetsReceived: packets, packetsLost: lost },
  { type: 'inbound-rtp', kind: 'video', bytesReceived: 1_000, packetsReceived: 10, jitter: 0.012 },
  { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.0314 },
  { type: 'candidate-pair', nominated: false, state: 'succeeded', currentRoundTripTime: 9 },
  { type: 'outbound-rtp', kind: 'audio' },
];

test('everything that is received is counted together', () => {
  expect(countedIn(report(5_000, 50, 2), 1_000)).toEqual({
    atMs: 1_000,
    bytes: 6_000,
    packets: 60,
    lost: 2,
    jitterMs: 12,
    roundTripMs: 31.4,
  });
});

test('what is measured is what came between two counts', () => {
  const before = countedIn(report(5_000, 50, 0), 0);
  const now = countedIn(report(25_000, 145, 5), 5_000);
  expect(measuredBetween(before, now)).toEqual({
    roundTripMs: 31,
    jitterMs: 12,
    lossRatio: 0.05,
    bitrateKbps: 32,
  });
});

test('before anything came, and after a connection began anew, nothing is made up', () => {
  const none = countedIn([], 0);
  expect(measuredBetween(null, none)).toEqual({
    roundTripMs: 0,
    jitterMs: 0,
    lossRatio: 0,
    bitrateKbps: 0,
  });
  const anew = measuredBetween(countedIn(report(90_000, 900, 40), 0), countedIn(report(0, 1, 0), 5_000));
  expect(anew).toMatchObject({ lossRatio: 0, bitrateKbps: 0 });
});

test.each([
  [{ roundTripMs: 20, jitterMs: 3, lossRatio: 0 }, 'good'],
  [{ roundTripMs: 201, jitterMs: 3, lossRatio: 0 }, 'fair'],
  [{ roundTripMs: 20, jitterMs: 31, lossRatio: 0 }, 'fair'],
  [{ roundTripMs: 20, jitterMs: 3, lossRatio: 0.03 }, 'fair'],
  [{ roundTripMs: 401, jitterMs: 3, lossRatio: 0 }, 'poor'],
  [{ roundTripMs: 20, jitterMs: 3, lossRatio: 0.09 }, 'poor'],
] as const)('%j is %s', (measured, level) => {
  expect(levelOf({ ...measured, bitrateKbps: 100 })).toBe(level);
});
