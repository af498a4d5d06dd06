import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HeldCandidates } from './held-candidates';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const CANDIDATE = { candidate: 'candidate:1 1 udp 1 192.0.2.1 40000 typ host', sdpMid: '0' };

function held() {
  const told: (RTCIceCandidateInit | null)[] = [];
  const way = { isFound: false };
  const candidates = new HeldCandidates(
    (candidate) => told.push(candidate),
    () => way.isFound,
  );
  return { told, way, candidates };
}

test('where a way was found in time no other is told', () => {
  const { told, way, candidates } = held();
  candidates.add(CANDIDATE);
  candidates.add(null);
  way.isFound = true;
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});

test('where none was found all are told in their order, and later ones at once', () => {
  const { told, candidates } = held();
  candidates.add(CANDIDATE);
  candidates.add(null);
  vi.advanceTimersByTime(249);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([CANDIDATE, null]);
  candidates.add(CANDIDATE);
  expect(told).toEqual([CANDIDATE, null, CANDIDATE]);
});

test('of a connection that is given up nothing is told', () => {
  const { told, candidates } = held();
  candidates.add(CANDIDATE);
  candidates.forget();
  candidates.add(CANDIDATE);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});
