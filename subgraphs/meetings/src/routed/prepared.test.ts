import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device, startRouted } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import type { TestMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';
import { roomPlace } from './routed.store.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startRouted();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

/** A room in which somebody sends, and somebody else who is not in it yet. */
async function sending() {
  const host = await rooms.host();
  const [guest] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [guest]);
  const speaker = await Device.in(rooms, host, id);
  await speaker.publish();
  return { id, guest, speaker };
}

/** Who has a seat, by the rows and by the media server. */
async function seatsOf(id: string) {
  const { routed, db } = meetings.context();
  const place = await roomPlace(db, id);
  const rows = await db.query<{ participant_id: string }[]>(
    'select participant_id from routed_seat where meeting_id = $1',
    [id],
  );
  return {
    rows: rows.map((row) => row.participant_id),
    taken: place ? await routed.servers.server(place.server).rooms.participants(id) : [],
  };
}

describe.runIf(hasJanus)('seats that are taken as people come in', () => {
  test('who listens is offered what others send, without a word', async () => {
    const { id, guest, speaker } = await sending();
    const listener = await Device.in(rooms, guest, id);
    await expect
      .poll(() => listener.received(speaker.id, 'CAMERA'), { timeout: 10_000 })
      .toBeGreaterThan(3_000);
    expect(listener.heard.filter(({ kind }) => kind === 'OFFER')).toHaveLength(1);
  });

  test('what devices say while their seats are being taken waits for them', async () => {
    const host = await rooms.host();
    const others = await rooms.others(20);
    const { id } = await rooms.with(host, others);
    const listens = others.map(async (person) => {
      const place = await rooms.place(person, id);
      await Device.say(meetings, person, place.id, { kind: 'READY' });
      return place.id;
    });
    const ids = (await Promise.all(listens)).toSorted();
    const { rows, taken } = await seatsOf(id);
    expect([rows.toSorted(), taken.toSorted()]).toEqual([ids, ids]);
  });

  test('who leaves at once, maybe while their seat is being taken, leaves none behind', async () => {
    const { id, guest, speaker } = await sending();
    for (let n = 0; n < 5; n++) {
      const place = await rooms.place(guest, id);
      await rooms.do(guest, 'leaveMeeting', { participantId: place.id });
    }
    await meetings.drained();
    await expect
      .poll(() => seatsOf(id), { timeout: 10_000 })
      .toEqual({ rows: [speaker.id], taken: [speaker.id] });
  });
});
