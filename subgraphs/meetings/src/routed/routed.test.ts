import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device, startRouted } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import type { TestMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

/** What still flows of a track that is silent: Janus' own requests. */
const CONTROL_BYTES = 400;
const ENOUGH = 3_000;

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startRouted();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

async function aRoom(count: number) {
  const host = await rooms.host();
  const others = await rooms.others(count - 1);
  const room = await rooms.with(host, others);
  return { room, people: [host, ...others] as [Viewer, Viewer, ...Viewer[]] };
}

/** Everybody of a room with a device that listens and has its seat. */
async function seated(count: number) {
  const { room, people } = await aRoom(count);
  const devices: Device[] = [];
  for (const person of people) {
    const device = await Device.in(rooms, person, room.id);
    await device.ready();
    devices.push(device);
  }
  return { room, people, devices: devices as [Device, Device, ...Device[]] };
}

const arrives = (device: Device, from: Device, source: string, more = ENOUGH) => {
  const before = device.received(from.id, source);
  return expect
    .poll(() => device.received(from.id, source) - before, { timeout: 10_000 })
    .toBeGreaterThan(more);
};

/** The bytes of a track that arrive while another one goes on. */
async function meanwhile(device: Device, from: Device, source: string, other: string): Promise<number> {
  const before = device.received(from.id, source);
  await arrives(device, from, other, other === 'CAMERA' ? 18_000 : 2_000);
  return device.received(from.id, source) - before;
}

describe.runIf(hasJanus)('media of rooms', () => {
  test('what one sends the others receive, and know whose and what it is', async () => {
    const { room, devices } = await seated(3);
    const [amara, wanjiru, elise] = devices;
    expect(room.mode).toBe('ROUTED');
    await amara.publish();
    await wanjiru.publish();
    for (const [device, from] of [
      [wanjiru, amara],
      [elise!, amara],
      [elise!, wanjiru],
      [amara, wanjiru],
    ] as const) {
      await arrives(device, from, 'MICROPHONE');
      await arrives(device, from, 'CAMERA');
    }
    expect(amara.midOf(amara.id, 'MICROPHONE')).toBeUndefined();
  });
});
