import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device, startRouted } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import type { TestMeetings } from '../../test/meetings.js';
import { Recordings } from '../../test/recordings.js';
import { Rooms } from '../../test/rooms.js';

const PATIENCE = { timeout: 20_000, interval: 50 };

describe.runIf(hasJanus)('what is written of a call of two', () => {
  let meetings: TestMeetings & { readonly folder: string };
  let rooms: Rooms;
  let recordings: Recordings;
  beforeAll(async () => {
    meetings = await startRouted();
    rooms = new Rooms(meetings);
    recordings = new Recordings(rooms);
  });
  afterAll(() => meetings.stop());

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

  /** How many bytes are there of whom. */
  async function bytesOf(roomId: string): Promise<Readonly<Record<string, number>>> {
    const rows: { id: string; participant_id: string }[] = await meetings.test.runtime.database.query(
      `select w.id, w.participant_id from writing w join participant p on p.id = w.participant_id
       where p.meeting_id = $1`,
      [roomId],
    );
    const folder = join(meetings.folder, 'recordings', roomId);
    const bytes: Record<string, number> = {};
    for (const file of await readdir(folder).catch(() => [])) {
      const whose = rows.find(({ id }) => file.startsWith(id))?.participant_id ?? file;
      bytes[whose] = (bytes[whose] ?? 0) + (await stat(join(folder, file))).size;
    }
    return bytes;
  }

  async function areWritten(roomId: string, devices: readonly Device[]): Promise<void> {
    for (const { id } of devices) {
      await expect.poll(async () => (await bytesOf(roomId))[id] ?? 0, PATIENCE).toBeGreaterThan(20_000);
    }
  }

  test('nothing before the other has agreed, and both from then on', async () => {
    const { daniel, roomId, devices } = await asked();
    for (const device of devices) await goOver(device);
    await meetings.drained();
    expect(await bytesOf(roomId)).toEqual({});
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
