import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEAT, type TestMeetings, aKey, aPublicKey, deed, startMeetings, take } from '../../test/meetings.js';

let meetings: TestMeetings;
beforeAll(async () => {
  meetings = await startMeetings();
});
afterAll(() => meetings.stop());

const SHARE = `mutation ($input: ShareMediaKeysInput!) { shareMediaKeys(input: $input) }`;
const ROOM = `query ($id: ID!) { call(id: $id) { meeting { id encryption keyEpoch
  capabilities { capability available }
  viewerMediaKeys { fromParticipantId epoch sealed }
  participants { nodes { id mediaKey user { id } } } } } }`;

interface Room {
  readonly id: string;
  readonly encryption: string;
  readonly keyEpoch: number | null;
  readonly capabilities: { readonly capability: string; readonly available: boolean }[];
  readonly viewerMediaKeys: { readonly fromParticipantId: string; readonly sealed: string }[];
  readonly participants: { readonly nodes: { readonly id: string; readonly mediaKey: string | null }[] };
}

const room = async (viewer: Viewer, id: string): Promise<Room> =>
  ((await meetings.must(viewer, ROOM, { id })) as { meeting: Room }).meeting;

const sealed = (letter: string): string => letter.repeat(156);
const share = (meetingId: string, epoch: number, ...shares: readonly (readonly [string, string])[]) => ({
  input: {
    ...{ meetingId, epoch, key: aKey() },
    shares: shares.map(([participantId, text]) => ({ participantId, sealed: text })),
  },
});

/** Takes a place with a device that cannot encrypt. */
const come = (viewer: Viewer, name: 'answerCall' | 'moveCall', callId: string, more: object = {}) => ({
  run: () =>
    meetings.must(viewer, deed(name, SEAT), { input: { callId, device: 'Old', key: aKey(), ...more } }),
  codes: () =>
    meetings.codes(viewer, deed(name, SEAT), { input: { callId, device: 'Old', key: aKey(), ...more } }),
});

test('a call of two whose devices can is encrypted end to end, and each sees the key of the other', async () => {
  const [amara, wanjiru] = await meetings.two();
  const [hers, theirs] = [aPublicKey(), aPublicKey()];
  const { id } = await meetings.ring(amara, wanjiru);
  await meetings.move(amara, id, 'Laptop', hers);
  await meetings.answer(wanjiru, id, 'Laptop', theirs);
  for (const viewer of [amara, wanjiru]) {
    const { encryption, keyEpoch, participants } = await room(viewer, id);
    expect({ encryption, keyEpoch }).toEqual({ encryption: 'END_TO_END', keyEpoch: 2 });
    expect(participants.nodes.map(({ mediaKey }) => mediaKey)).toEqual([hers, theirs]);
  }
});

test('where one device cannot, it is not said to be encrypted, and again is when another takes over', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru);
  await meetings.move(amara, id);
  await come(wanjiru, 'answerCall', id).run();
  const before = await room(amara, id);
  expect(before).toMatchObject({ encryption: 'SERVER', keyEpoch: null });
  expect(before.participants.nodes[1]?.mediaKey).toBeNull();
  await meetings.move(wanjiru, id);
  expect(await room(amara, id)).toMatchObject({ encryption: 'END_TO_END' });
  await come(wanjiru, 'moveCall', id).run();
  expect(await room(amara, id)).toMatchObject({ encryption: 'SERVER' });
});

test('a call that has to be encrypted is not answered with a device that cannot', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru, { encryption: 'END_TO_END' });
  expect(await come(amara, 'moveCall', id).codes()).toEqual(['CONFLICT']);
  await meetings.move(amara, id);
  expect(await come(wanjiru, 'answerCall', id).codes()).toEqual(['CONFLICT']);
  expect(await meetings.call(wanjiru, id)).toMatchObject({ state: 'RINGING' });
  await meetings.answer(wanjiru, id);
  expect(await room(wanjiru, id)).toMatchObject({ encryption: 'END_TO_END' });
});

test('one that has to be open to the server is, whatever devices can', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru, { encryption: 'SERVER' });
  await meetings.move(amara, id);
  await meetings.answer(wanjiru, id);
  expect(await room(amara, id)).toMatchObject({ encryption: 'SERVER', keyEpoch: null });
});

test('what needs to hear is off while only devices can', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.talking(amara, wanjiru);
  const off = (await room(amara, id)).capabilities.filter(({ available }) => !available);
  expect(off.map(({ capability }) => capability)).toEqual(
    expect.arrayContaining(['RECORDING', 'TRANSCRIPT']),
  );
});

test('what one seals reaches whom it is for, and nobody else', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, mine, theirs } = await meetings.talking(amara, wanjiru);
  const { id: meetingId } = await room(amara, id);
  const HEAR = `subscription ($id: ID!) { mediaSignals(participantId: $id) { kind fromParticipantId } }`;
  const stream = meetings.as(wanjiru).follow(HEAR, { id: theirs.participant.id });
  expect((await take(stream, 1))[0]?.data.mediaSignals).toMatchObject({ kind: 'LISTENING' });
  await meetings.must(amara, SHARE, share(meetingId, 2, [theirs.participant.id, sealed('a')]));
  expect((await take(stream, 1))[0]?.data.mediaSignals).toEqual({
    ...{ kind: 'KEYS', fromParticipantId: mine.participant.id },
  });
  await stream.return();
  expect((await room(wanjiru, id)).viewerMediaKeys).toEqual([
    { fromParticipantId: mine.participant.id, epoch: 2, sealed: sealed('a') },
  ]);
  expect((await room(amara, id)).viewerMediaKeys).toEqual([]);
  await meetings.must(amara, SHARE, share(meetingId, 2, [theirs.participant.id, sealed('b')]));
  expect((await room(wanjiru, id)).viewerMediaKeys).toMatchObject([{ sealed: sealed('b') }]);
});

test('whoever comes, goes or changes their device begins an epoch of its own', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru);
  const epochs: (number | null)[] = [];
  const note = async () => epochs.push((await room(amara, id)).keyEpoch);
  await meetings.move(amara, id);
  await note();
  await meetings.answer(wanjiru, id);
  await note();
  await meetings.move(wanjiru, id);
  await note();
  await come(wanjiru, 'moveCall', id).run();
  await meetings.move(wanjiru, id);
  await note();
  expect(epochs).toEqual([...epochs].sort((one, other) => Number(one) - Number(other)));
  expect(new Set(epochs).size).toBe(4);
});

test('a key that was sealed for others than those who are there now is refused', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, theirs } = await meetings.talking(amara, wanjiru);
  const { id: meetingId } = await room(amara, id);
  await meetings.must(amara, SHARE, share(meetingId, 2, [theirs.participant.id, sealed('a')]));
  await meetings.move(wanjiru, id);
  expect(
    await meetings.codes(amara, SHARE, share(meetingId, 2, [theirs.participant.id, sealed('b')])),
  ).toEqual(['CONFLICT']);
  // What was sealed for the device that was there before is not handed to the one that is there now.
  const now = await room(wanjiru, id);
  expect(now.viewerMediaKeys).toEqual([]);
  await meetings.must(amara, SHARE, share(meetingId, now.keyEpoch!, [theirs.participant.id, sealed('c')]));
  expect((await room(wanjiru, id)).viewerMediaKeys).toHaveLength(1);
});

test('nobody hands keys to those who are not in it, or to themselves, and nothing is kept of it', async () => {
  const [amara, wanjiru, elise] = await meetings.three();
  const { id, mine, theirs } = await meetings.talking(amara, wanjiru);
  const { id: meetingId } = await room(amara, id);
  const elsewhere = await meetings.talking(elise, (await meetings.two())[0]);
  const to = (...ids: readonly string[]) =>
    meetings.codes(amara, SHARE, share(meetingId, 2, ...ids.map((each) => [each, sealed('a')] as const)));
  expect(await to(theirs.participant.id, elsewhere.mine.participant.id)).toEqual(['NOT_FOUND']);
  expect(await to(mine.participant.id)).toEqual(['NOT_FOUND']);
  expect(await to(theirs.participant.id, theirs.participant.id)).toEqual(['INVALID']);
  expect(await to()).toEqual(['INVALID']);
  expect((await room(wanjiru, id)).viewerMediaKeys).toEqual([]);
  expect(
    await meetings.codes(elise, SHARE, share(meetingId, 2, [theirs.participant.id, sealed('e')])),
  ).toEqual(['NOT_FOUND']);
});

test.each(['', 'A'.repeat(87), `B${'a'.repeat(85)}+`])('%j is no public key', async (mediaKey) => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru);
  expect(await come(wanjiru, 'answerCall', id, { mediaKey }).codes()).toEqual(['INVALID']);
  expect(await meetings.call(wanjiru, id)).toMatchObject({ state: 'RINGING' });
});
