import type { Viewer } from '@parley/kit';
import { take } from '@parley/kit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device, janusOf, startRouted } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import type { TestMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

/** What still flows of a track that is silent: Janus' own requests. */
const CONTROL_BYTES = 400;
const ENOUGH = 3_000;

let meetings: TestMeetings & { readonly folder: string };
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

/** The bytes of a track that arrive while another one goes on, which may be somebody else's. */
async function meanwhile(
  device: Device,
  from: Device,
  source: string,
  other: string,
  otherFrom = from,
): Promise<number> {
  const before = device.received(from.id, source);
  await arrives(device, otherFrom, other, other === 'CAMERA' ? 18_000 : 2_000);
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

  test('who switches a track off sends nothing of it, whatever their device does, and goes on with it', async () => {
    const { devices } = await seated(2);
    const [amara, wanjiru] = devices;
    await amara.publish();
    await arrives(wanjiru, amara, 'MICROPHONE');
    await amara.set({ microphone: false });
    await meetings.drained();
    expect(await meanwhile(wanjiru, amara, 'MICROPHONE', 'CAMERA')).toBeLessThan(CONTROL_BYTES);
    await amara.set({ microphone: true, camera: false });
    await meetings.drained();
    await arrives(wanjiru, amara, 'MICROPHONE');
    expect(await meanwhile(wanjiru, amara, 'CAMERA', 'MICROPHONE')).toBeLessThan(CONTROL_BYTES);
  });

  test('who comes in muted is not heard although their device sends', async () => {
    const { room, people } = await aRoom(2);
    const amara = await Device.in(rooms, people[0], room.id, { microphone: false });
    const wanjiru = await Device.in(rooms, people[1], room.id);
    await Promise.all([amara.ready(), wanjiru.ready()]);
    await amara.publish();
    await arrives(wanjiru, amara, 'CAMERA', 18_000);
    expect(await meanwhile(wanjiru, amara, 'MICROPHONE', 'CAMERA')).toBeLessThan(CONTROL_BYTES);
  });

  test('whom a host mutes is heard by nobody, and whom one removes neither sends nor receives', async () => {
    const { room, devices, people } = await seated(3);
    const [amara, wanjiru, elise] = devices as [Device, Device, Device];
    for (const device of devices) await device.publish();
    await arrives(amara, wanjiru, 'MICROPHONE');
    await arrives(amara, elise, 'CAMERA');
    await rooms.do(people[0], 'muteParticipants', { meetingId: room.id, participantIds: [wanjiru.id] });
    await meetings.drained();
    expect(await meanwhile(amara, wanjiru, 'MICROPHONE', 'CAMERA')).toBeLessThan(CONTROL_BYTES);
    await arrives(wanjiru, elise, 'CAMERA');
    await rooms.do(people[0], 'removeParticipant', { participantId: wanjiru.id });
    await meetings.drained();
    const before = wanjiru.received(elise.id, 'CAMERA');
    // Of somebody who is gone comes no picture, at most the last word of Janus about them.
    expect(await meanwhile(amara, wanjiru, 'CAMERA', 'CAMERA', elise)).toBeLessThan(CONTROL_BYTES);
    expect(wanjiru.received(elise.id, 'CAMERA')).toBe(before);
    expect(await wanjiru.refused({ kind: 'READY' })).toEqual(['CONFLICT']);
  });

  test('a picture that is not shown is not received, and comes back without an offer', async () => {
    const { devices } = await seated(2);
    const [amara, wanjiru] = devices;
    await amara.publish();
    await arrives(wanjiru, amara, 'CAMERA');
    const offers = () => wanjiru.heard.filter(({ kind }) => kind === 'OFFER').length;
    const before = offers();
    await wanjiru.show([]);
    const flowing = () => meanwhile(wanjiru, amara, 'CAMERA', 'MICROPHONE');
    // What was under way when it was asked for still arrives; a look takes as long as some sound.
    await expect.poll(flowing, { timeout: 10_000 }).toBeLessThan(CONTROL_BYTES);
    await wanjiru.show([{ participantId: amara.id, width: 300 }]);
    await arrives(wanjiru, amara, 'CAMERA');
    expect(offers()).toBe(before);
  });

  test('a screen is received where it is shown', async () => {
    const { devices } = await seated(2);
    const [amara, wanjiru] = devices;
    await amara.set({ screen: true });
    await amara.publish(['MICROPHONE', 'SCREEN']);
    await arrives(wanjiru, amara, 'MICROPHONE');
    expect(wanjiru.midOf(amara.id, 'SCREEN')).toBeUndefined();
    await wanjiru.show([{ participantId: amara.id, width: 1_280, screen: true }]);
    await arrives(wanjiru, amara, 'SCREEN');
  });

  test('who speaks is told to everybody in the room, and who falls silent', async () => {
    const { room, devices, people } = await seated(2);
    const [amara] = devices;
    const document = `subscription ($id: ID!) { meetingSignals(meetingId: $id) {
      ... on ActiveSpeaker { participantId speaking } } }`;
    const told = meetings.as(people[1]).follow(document, { id: room.id });
    const first = take(told, 1);
    await amara.publish();
    expect((await first)[0]?.data.meetingSignals).toEqual({ participantId: amara.id, speaking: true });
    const second = take(told, 1);
    amara.speaker?.speak(127);
    expect((await second)[0]?.data.meetingSignals).toEqual({ participantId: amara.id, speaking: false });
  });

  test('how what somebody sends arrives counts in how their connection is', async () => {
    const { devices, people, room } = await seated(2);
    const [amara] = devices;
    await amara.publish();
    const { database } = meetings.test.runtime;
    const notedAt = async (): Promise<unknown> => {
      const document = 'select uplink_at from routed_seat where participant_id = $1';
      const [row] = await database.query<{ uplink_at: unknown }[]>(document, [amara.id]);
      return row?.uplink_at;
    };
    await expect.poll(notedAt, { timeout: 15_000 }).toBeInstanceOf(Date);
    const REPORT = `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`;
    const SEEN = `query ($id: ID!) { meeting(id: $id) { participants(first: 1) { nodes { quality { lossRatio } } } } }`;
    const sample = { roundTripMs: 0, jitterMs: 0, lossRatio: 0, bitrateKbps: 800 };
    // A line that loses a fifth of what is sent cannot be made in a test; what the media server says of it can, until it
    // says something else.
    const seenWithLoss = async (): Promise<unknown> => {
      const loss = `update routed_seat set uplink_loss_ratio = 0.2, uplink_at = clock_timestamp() where participant_id = $1`;
      await database.query(loss, [amara.id]);
      await meetings.must(people[0], REPORT, {
        input: { participantId: amara.id, sample, key: crypto.randomUUID() },
      });
      const { participants } = await meetings.must(people[1], SEEN, { id: room.id });
      return participants.nodes[0].quality.lossRatio;
    };
    await expect.poll(seenWithLoss).toBeCloseTo(0.2);
  }, 30_000);

  test('whoever is muted while they speak has fallen silent, though nothing of their silence arrives', async () => {
    const { room, devices, people } = await seated(2);
    const [amara] = devices;
    const document = `subscription ($id: ID!) { meetingSignals(meetingId: $id) {
      ... on ActiveSpeaker { participantId speaking } } }`;
    const told = meetings.as(people[1]).follow(document, { id: room.id });
    const first = take(told, 1);
    await amara.publish();
    expect((await first)[0]?.data.meetingSignals).toEqual({ participantId: amara.id, speaking: true });
    const second = take(told, 1);
    amara.speaker?.pause();
    await amara.set({ microphone: false });
    await meetings.drained();
    expect((await second)[0]?.data.meetingSignals).toEqual({ participantId: amara.id, speaking: false });
  });

  test('who goes is seen no more, and when the last has gone the media server forgets the room', async () => {
    const { room, devices, people } = await seated(3);
    const [amara, wanjiru, elise] = devices as [Device, Device, Device];
    await Promise.all([amara.publish(), elise.publish()]);
    await arrives(wanjiru, amara, 'CAMERA');
    await arrives(wanjiru, elise, 'CAMERA');
    await rooms.do(people[0], 'leaveMeeting', { participantId: amara.id });
    await meetings.drained();
    expect(await meanwhile(wanjiru, amara, 'CAMERA', 'CAMERA', elise)).toBe(0);
    await rooms.do(people[1], 'leaveMeeting', { participantId: wanjiru.id });
    await rooms.do(people[2]!, 'leaveMeeting', { participantId: elise.id });
    await meetings.drained();
    const left = await meetings.test.runtime.database.query(
      'select (select count(*)::int from media_room where meeting_id = $1) as rooms, (select count(*)::int from routed_seat where meeting_id = $1) as seats',
      [room.id],
    );
    expect(left).toEqual([{ rooms: 0, seats: 0 }]);
    // And it can be used again.
    const back = await Device.in(rooms, people[0], room.id);
    await back.ready();
    await back.publish();
  });

  test('another device of the same person takes their seat, and the first is told', async () => {
    const { room, devices, people } = await seated(2);
    const [amara, wanjiru] = devices;
    await amara.publish();
    await arrives(wanjiru, amara, 'CAMERA');
    const phone = await Device.in(rooms, people[0], room.id, { device: 'Phone' });
    expect((await amara.until('MOVED')).fromSeat).toBe(2);
    await phone.ready();
    await phone.publish();
    await arrives(wanjiru, phone, 'CAMERA');
    expect(phone.id).toBe(amara.id);
  });

  test('signals that are none are refused, and more of them than any device has', async () => {
    const { room, people } = await aRoom(1);
    const amara = await Device.in(rooms, people[0], room.id);
    const offer = { kind: 'OFFER', direction: 'SEND', tracks: [{ mid: '0', source: 'CAMERA' }] };
    expect(await amara.refused({ ...offer, sdp: 'v'.repeat(65_537) })).toEqual(['INVALID']);
    expect(await amara.refused({ ...offer, sdp: 'v=0', direction: 'RECEIVE' })).toEqual(['INVALID']);
    expect(await amara.refused({ ...offer, sdp: 'v=0' })).toEqual(['INVALID']);
    expect(await amara.refused({ kind: 'ANSWER', direction: 'RECEIVE', sdp: 'v=0' })).toEqual(['CONFLICT']);
    const candidate = { kind: 'CANDIDATE', direction: 'SEND', candidate: 'none' };
    expect(await amara.refused(candidate)).toEqual(['INVALID']);
    const all = await Promise.all(Array.from({ length: 200 }, () => amara.refused(candidate)));
    expect(new Set(all.flat())).toEqual(new Set(['INVALID', 'RATE_LIMITED']));
  });

  test('a media server that dies is told at once, and whoever takes a seat anew is heard and seen again', async () => {
    const { room, devices, people } = await seated(2);
    const [amara, wanjiru] = devices;
    await amara.publish();
    await arrives(wanjiru, amara, 'CAMERA');
    const killed = performance.now();
    process.kill(janusOf(meetings.folder), 'SIGKILL');
    await Promise.all(devices.map((device) => device.until('LOST')));
    expect(performance.now() - killed).toBeLessThan(2_000);
    await expect.poll(async () => (await rooms.read(people[0], room.id))?.state).toBe('FAILED');
    await expect.poll(async () => (await rooms.read(people[0], room.id))?.mediaMissing).toBeNull();
    for (const device of devices) {
      expect((await device.renew()).participant.seat).toBe(2);
      await device.ready();
    }
    expect((await rooms.read(people[0], room.id))?.state).toBe('LIVE');
    await amara.publish();
    await arrives(wanjiru, amara, 'CAMERA');
  }, 20_000);
});

test('where there is no media server rooms open, and say what is missing', async () => {
  const without = await startRouted({ JANUS_BINARY: '/usr/bin/no-such-janus' });
  try {
    const [host] = await without.people([{ permissions: ['CREATE_MEETINGS'] }]);
    const elsewhere = new Rooms(without);
    const room = await elsewhere.with(host as Viewer, []);
    const device = await Device.in(elsewhere, host as Viewer, room.id);
    const seen = await elsewhere.read(host as Viewer, room.id);
    expect(seen).toMatchObject({ mode: 'UNAVAILABLE', state: 'LIVE' });
    expect(seen?.mediaMissing).toContain('apt-get install janus');
    expect(await device.refused({ kind: 'READY' })).toEqual(['UNAVAILABLE']);
  } finally {
    await without.stop();
  }
});
