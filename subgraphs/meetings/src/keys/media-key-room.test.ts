import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, aPublicKey, startMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const KEYS = `query ($id: ID!) { meeting(id: $id) { encryption keyEpoch
  viewerMediaKeys { fromParticipantId sealed } participants(first: 10) { nodes { id mediaKey } } } }`;
const SHARE = `mutation ($input: ShareMediaKeysInput!) { shareMediaKeys(input: $input) }`;

interface Keys {
  readonly encryption: string;
  readonly keyEpoch: number | null;
  readonly viewerMediaKeys: readonly object[];
  readonly participants: {
    readonly nodes: readonly { readonly id: string; readonly mediaKey: string | null }[];
  };
}

const keysOf = (who: Viewer, id: string): Promise<Keys> =>
  meetings.must(who, KEYS, { id }) as Promise<unknown> as Promise<Keys>;
const share = (meetingId: string, epoch: number | null, participantId: string) => ({
  input: { meetingId, epoch, shares: [{ participantId, sealed: 's'.repeat(156) }], key: aKey() },
});
const sealedRoom = { settings: { encryption: 'END_TO_END' } };

test('a room that is encrypted end to end takes in only devices that can', async () => {
  const host = await rooms.host();
  const [guest] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [guest], sealedRoom);
  await rooms.place(host, id, { mediaKey: aPublicKey() });
  expect(await rooms.refused(guest, 'joinMeeting', { meetingId: id, device: 'Old' })).toEqual(['CONFLICT']);
  expect(await rooms.states(host, id)).toEqual({ [host.id]: 'JOINED' });
  await rooms.place(guest, id, { mediaKey: aPublicKey() });
  expect(await keysOf(guest, id)).toMatchObject({ encryption: 'END_TO_END', keyEpoch: 2 });
});

test('a room that is not stays so, whatever devices can', async () => {
  const host = await rooms.host();
  const { id } = await rooms.with(host, []);
  await rooms.place(host, id, { mediaKey: aPublicKey() });
  expect(await keysOf(host, id)).toMatchObject({ encryption: 'SERVER', keyEpoch: null });
});

test('who waits holds no key of the room until they are let in, and whoever goes begins another epoch', async () => {
  const host = await rooms.host();
  const [elise] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [elise], { settings: { ...sealedRoom.settings, lobby: true } });
  const own = await rooms.place(host, id, { mediaKey: aPublicKey() });
  const epochs = [(await keysOf(host, id)).keyEpoch];
  const { participant } = await rooms.join(elise, id, { mediaKey: aPublicKey() });
  expect(participant.state).toBe('WAITING');
  // Nothing changes for those who are in, however often somebody knocks, and with whatever device.
  for (const _knock of [1, 2]) await rooms.join(elise, id, { mediaKey: aPublicKey() });
  expect((await keysOf(host, id)).keyEpoch).toBe(epochs[0]);
  expect(await meetings.codes(host, SHARE, share(id, epochs[0]!, participant.id))).toEqual(['NOT_FOUND']);
  expect(await meetings.codes(elise, SHARE, share(id, epochs[0]!, own.id))).toEqual(['NOT_FOUND']);

  await rooms.do(host, 'admitParticipants', { participantIds: [participant.id] });
  const within = await keysOf(host, id);
  epochs.push(within.keyEpoch);
  expect(within.participants.nodes.filter(({ mediaKey }) => mediaKey !== null)).toHaveLength(2);
  await meetings.must(host, SHARE, share(id, within.keyEpoch, participant.id));
  expect((await keysOf(elise, id)).viewerMediaKeys).toHaveLength(1);

  await rooms.do(elise, 'leaveMeeting', { participantId: participant.id });
  epochs.push((await keysOf(host, id)).keyEpoch);
  expect((await keysOf(elise, id)).viewerMediaKeys).toEqual([]);
  expect(await meetings.codes(host, SHARE, share(id, epochs[2]!, participant.id))).toEqual(['NOT_FOUND']);
  await rooms.join(elise, id, { mediaKey: aPublicKey() });
  epochs.push((await keysOf(host, id)).keyEpoch);
  expect(epochs).toEqual([1, 2, 3, 4]);
});
