import { createLogger, memoryBus, startSubgraph, systemCaller, type Viewer } from '@parley/kit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Device } from '../../test/devices.js';
import { aFolder, aJanus, hasJanus, withServers } from '../../test/janus-media.js';
import { type TestMeetings, startMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';
import type { MeetingsContext } from '../context.js';
import { meetings } from '../meetings.js';

/** Two processes of one installation, as far as they can be in one: each has its own seats, and they share the rest. */
async function twoReplicas() {
  const bus = memoryBus();
  const options = { ...withServers(await (await aJanus()).url()), RECORDING_PATH: await aFolder() };
  const one = await startMeetings(options, { readsOwnLog: true, bus });
  onTestFinished(() => one.stop());
  const { url } = one.test.runtime.database.options as { readonly url: string };
  const logger = createLogger('meetings', 'error');
  const runtime = await startSubgraph(await meetings(options), {
    databaseUrl: url,
    bus,
    logger,
    readsOwnLog: false,
  });
  onTestFinished(() => runtime.stop());
  const other = Object.assign(Object.create(one) as TestMeetings, {
    test: { runtime, stop: () => runtime.stop() },
  });
  return { one, other };
}

const arrives = (device: Device, from: Device, more = 20_000) => {
  const before = device.received(from.id, 'CAMERA');
  return expect
    .poll(() => device.received(from.id, 'CAMERA') - before, { timeout: 15_000 })
    .toBeGreaterThan(more);
};

type Replica = Awaited<ReturnType<typeof twoReplicas>>['one'];

/** Suspends whoever looks after somebody's seat, as the others see it, until one of them goes on with it. */
async function suspendOwner({ test: { runtime } }: Replica, participantId: string): Promise<void> {
  const owner = async () => {
    const rows = await runtime.database.query<{ owner_id: string }[]>(
      'select owner_id from routed_seat where participant_id = $1',
      [participantId],
    );
    return rows[0]?.owner_id;
  };
  const before = await owner();
  // As if it had been suspended for a minute, until the other one has looked.
  const suspended = `update media_owner set seen_at = clock_timestamp() - interval '1 minute' where id = $1`;
  const ownerThen = async () => {
    await runtime.database.query(suspended, [before]);
    return owner();
  };
  await expect.poll(ownerThen, { timeout: 15_000, interval: 5 }).not.toBe(before);
}

/** Nothing more arrives from one look to the next. */
const stops = async (device: Device, from: Device) => {
  let before = -1;
  const more = () => {
    const now = device.received(from.id, 'CAMERA');
    const grown = now - before;
    before = now;
    return grown;
  };
  await expect.poll(more, { timeout: 15_000, interval: 500 }).toBe(0);
};

describe.runIf(hasJanus)('several processes', () => {
  test('what a device signals to another process reaches the one that looks after its seat, with its refusals', async () => {
    const { one, other } = await twoReplicas();
    const rooms = new Rooms(one);
    const host = await rooms.host();
    const room = await rooms.with(host, []);
    const device = await Device.in(rooms, host, room.id);
    await device.ready();
    const elsewhere = Device.at(other, host, device.place);
    await elsewhere.publish();
    const none = { kind: 'OFFER', direction: 'SEND', sdp: 'v=0', tracks: [{ mid: '0', source: 'CAMERA' }] };
    expect(await elsewhere.refused(none)).toEqual(['INVALID']);
  });

  test('seats of a process that was silent are gone on with by another, and it lets go of them', async () => {
    const { one, other } = await twoReplicas();
    const rooms = new Rooms(one);
    const host = await rooms.host();
    const [guest] = (await rooms.others(1)) as [Viewer];
    const room = await rooms.with(host, [guest]);
    const [amara, wanjiru] = [await Device.in(rooms, host, room.id), await Device.in(rooms, guest, room.id)];
    await amara.ready();
    await wanjiru.ready();
    await amara.publish();
    await arrives(wanjiru, amara);
    await suspendOwner(one, wanjiru.id);
    await arrives(wanjiru, amara);
    const { routed } = one.test.runtime.context(systemCaller('test')) as MeetingsContext;
    await expect.poll(() => routed.seatOf(wanjiru.id), { timeout: 15_000 }).toBeNull();
    // Said at either process, it is done by the one that looks after the seat.
    await wanjiru.show([]);
    await stops(wanjiru, amara);
    await Device.at(other, guest, wanjiru.place).show([{ participantId: amara.id, width: 300 }]);
    await arrives(wanjiru, amara);
  }, 60_000);

  test('an answer that never reached a process which is gone is not waited for by the one that goes on', async () => {
    const { one, other } = await twoReplicas();
    const rooms = new Rooms(one);
    const host = await rooms.host();
    const [guest] = (await rooms.others(1)) as [Viewer];
    const room = await rooms.with(host, [guest]);
    const amara = await Device.in(rooms, host, room.id);
    await amara.ready();
    await amara.publish();
    // Whoever lets a device in takes its seat at once.
    const place = await new Rooms(other).place(guest, room.id);
    // Nobody hears what is offered.
    await Device.say(other, guest, place.id, { kind: 'READY' });
    const offered = async () => {
      const { database } = one.test.runtime;
      const query = `select from routed_seat where participant_id = $1 and received <> '[]'`;
      return (await database.query<unknown[]>(query, [place.id])).length;
    };
    await expect.poll(offered, { timeout: 10_000 }).toBe(1);
    const wanjiru = Device.at(one, guest, place);
    await suspendOwner(one, place.id);
    await arrives(wanjiru, amara);
  }, 60_000);
});
