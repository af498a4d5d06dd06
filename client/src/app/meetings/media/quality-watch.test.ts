import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Measured } from './quality.rules';
import { QualityWatch } from './quality-watch';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A watch over a connection that stands or not, with what was told and what was heeded. */
function aWatch(isConnected: () => boolean, refused: () => boolean = () => false) {
  const told: Measured[] = [];
  const heeded: Measured[] = [];
  const watch = new QualityWatch({
    stats: () => Promise.resolve([{ type: 'inbound-rtp', bytesReceived: 40_000, packetsReceived: 100 }]),
    isConnected,
    report: (measured) => {
      told.push(measured);
      return refused() ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve();
    },
    heed: (measured) => heeded.push(measured),
  });
  return { watch, told, heeded };
}

test('a sign of life is given every five seconds, also by what is not connected; only what is counts as measured', async () => {
  let stands = false;
  const { watch, told, heeded } = aWatch(() => stands);
  const end = watch.begin();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toHaveLength(1);
  expect(watch.measured()).toBeNull();
  expect(heeded).toEqual([]);

  stands = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toHaveLength(2);
  expect(watch.measured()).toEqual(told[1]);
  expect(heeded).toEqual([told[1]]);

  end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(2);
});

test('a sign that was not heard is followed by the next one', async () => {
  const { watch, told } = aWatch(
    () => true,
    () => true,
  );
  const end = watch.begin();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(2);
  end();
});
