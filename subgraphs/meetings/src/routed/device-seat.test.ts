import { createLogger } from '@parley/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SeatEvent } from '../janus/media-event.js';
import type { RoomSeat } from '../janus/room-seat.js';
import { DeviceSeat, type Said } from './device-seat.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const CAMERA = { mid: '1', type: 'video', description: 'CAMERA', simulcast: true, muted: false } as const;
const AT = { server: 'here', room: 'meeting_1', participant: 'participant_1' };
const CONNECTED: SeatEvent = { ...AT, kind: 'connected', side: 'subscriber' };

/** The seat of a device that is offered the camera of somebody, small, and has answered once it listens. */
async function receiving({ listens = true } = {}) {
  const nothing = () => undefined;
  const choose = vi.fn(() => Promise.resolve());
  const streams = [{ mid: '0', type: 'video', active: true, participant: 'participant_2', theirMid: '1' }];
  const link: Partial<Record<keyof RoomSeat, unknown>> = {
    ...{ participant: AT.participant, reference: {}, choose, dropReceiving: nothing },
    subscribe: () => Promise.resolve({ sdp: 'v=0', streams }),
    answer: () => Promise.resolve(),
  };
  const said: Said[] = [];
  const ends = {
    say: (word: Said) => void said.push(word),
    keep: nothing,
    keepPublished: nothing,
    logger: createLogger('test', 'silent'),
  };
  const seat = new DeviceSeat(1, link as unknown as RoomSeat, false, ends);
  const answer = () => seat.hear({ kind: 'ANSWER', direction: 'RECEIVE', sdp: 'v=0' });
  seat.others([{ participant: 'participant_2', streams: [CAMERA] }]);
  await vi.advanceTimersByTimeAsync(100);
  if (listens) {
    seat.ready();
    await answer();
  }
  return { seat, said, choose, answer };
}

const LARGE = [{ participantId: 'participant_2', width: 1_280, screen: false }];
const WISH = [{ mid: '0', send: true, substream: 2, temporal: 2 }];

test('another size of a picture is asked for when the first one has had its time to come', async () => {
  const { seat, choose } = await receiving();
  seat.show(LARGE);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(choose).not.toHaveBeenCalled();
  seat.told(CONNECTED);
  await vi.advanceTimersByTimeAsync(300);
  expect(choose).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(choose).toHaveBeenCalledExactlyOnceWith(WISH);
  seat.end();
});

test('a connection that broke and is made anew has its time again', async () => {
  const { seat, choose, answer } = await receiving();
  seat.told(CONNECTED);
  seat.told({ ...AT, kind: 'hangup', side: 'subscriber', reason: 'ICE failed' });
  await vi.advanceTimersByTimeAsync(5_000);
  await answer();
  seat.show(LARGE);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(choose).not.toHaveBeenCalled();
  seat.told(CONNECTED);
  await vi.advanceTimersByTimeAsync(500);
  expect(choose).toHaveBeenCalledExactlyOnceWith(WISH);
  seat.end();
});

test('what is offered before the device listens is said once it does, and only once', async () => {
  const { seat, said, answer } = await receiving({ listens: false });
  expect(said).toEqual([]);
  seat.listens();
  // The stream has told already that it listens.
  seat.ready();
  expect(said.map(({ kind }) => kind)).toEqual(['OFFER']);
  await answer();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(said).toHaveLength(1);
  seat.end();
});

test('what may have been missed is said again to a device that says so, or listens anew', async () => {
  const { seat, said } = await receiving({ listens: false });
  seat.listens();
  seat.listens();
  expect(said).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1_500);
  seat.ready();
  expect(said).toHaveLength(3);
  seat.end();
});
