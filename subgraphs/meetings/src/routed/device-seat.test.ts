import { createLogger } from '@parley/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SeatEvent } from '../janus/media-event.js';
import type { RoomSeat } from '../janus/room-seat.js';
import { DeviceSeat } from './device-seat.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const CAMERA = { mid: '1', type: 'video', description: 'CAMERA', simulcast: true, muted: false } as const;
const AT = { server: 'here', room: 'meeting_1', participant: 'participant_1' };
const CONNECTED: SeatEvent = { ...AT, kind: 'connected', side: 'subscriber' };

/** The seat of a device that is offered the camera of somebody, small, and has answered. */
async function receiving() {
  const nothing = () => undefined;
  const choose = vi.fn(() => Promise.resolve());
  const streams = [{ mid: '0', type: 'video', active: true, participant: 'participant_2', theirMid: '1' }];
  const link: Partial<Record<keyof RoomSeat, unknown>> = {
    ...{ participant: AT.participant, reference: {}, choose, dropReceiving: nothing },
    subscribe: () => Promise.resolve({ sdp: 'v=0', streams }),
    answer: () => Promise.resolve(),
  };
  const ends = {
    say: nothing,
    keep: nothing,
    keepPublished: nothing,
    logger: createLogger('test', 'silent'),
  };
  const seat = new DeviceSeat(1, link as unknown as RoomSeat, false, ends);
  const answer = () => seat.hear({ kind: 'ANSWER', direction: 'RECEIVE', sdp: 'v=0' });
  seat.others([{ participant: 'participant_2', streams: [CAMERA] }]);
  await vi.advanceTimersByTimeAsync(100);
  await answer();
  return { seat, choose, answer };
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
