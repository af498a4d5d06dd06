import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import type { TestMeetings } from '../../test/meetings.js';
import type { Rooms } from '../../test/rooms.js';
import { WrittenRecordings } from '../../test/written.js';

describe.runIf(hasJanus)('what is written of a call of two', () => {
  let meetings: TestMeetings;
  let rooms: Rooms;
  let recordings: WrittenRecordings;
  beforeAll(async () => {
    recordings = await WrittenRecordings.open();
    ({ meetings, rooms } = recordings);
  });
  afterAll(() => recordings.stop());

  /** A call that one of the two has asked to record. */
  async function asked() {
    const [amara, daniel] = await meetings.two();
    const { id } = await meetings.ring(amara, daniel, { encryption: 'SERVER' });
    const seats = [await meetings.move(amara, id), await meetings.answer(daniel, id)] as const;
    const { meeting } = await meetings.must(amara, `query ($id: ID!) { call(id: $id) { meeting { id } } }`, {
      id,
    });
    const roomId = meeting.id as string;
    await recordings.start(amara, roomId);
    const places = await rooms.people(amara, roomId);
    const devices = [amara, daniel].map((who, n) => {
      const place = places.find((each) => each.id === seats[n]?.participant.id)!;
      return Device.at(meetings, who, place);
    });
    return { amara, daniel, roomId, devices };
  }

  /** As devices do when they are told that the call has grown. */
  async function goOver(device: Device): Promise<void> {
    await device.renew();
    await device.ready();
    await device.publish();
  }

  const areWritten = async (roomId: string, devices: readonly Device[]): Promise<void> => {
    for (const device of devices) await recordings.isWritten(roomId, device);
  };

  test('nothing before the other has agreed, and both from then on', async () => {
    const { daniel, roomId, devices } = await asked();
    for (const device of devices) await goOver(device);
    await meetings.drained();
    expect(await recordings.bytesOf(roomId)).toEqual({});
    await recordings.answer(daniel, roomId, true);
    await areWritten(roomId, devices);
  });

  test('agreed before the devices have gone over to the media server, both are in it from their first picture', async () => {
    const { daniel, roomId, devices } = await asked();
    await recordings.answer(daniel, roomId, true);
    for (const device of devices) await goOver(device);
    await areWritten(roomId, devices);
  });
});
