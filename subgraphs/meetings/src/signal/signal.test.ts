import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings, take } from '../../test/meetings.js';

let meetings: TestMeetings;
beforeAll(async () => {
  meetings = await startMeetings({ TURN_URLS: 'turn:relay.example:3478', TURN_SECRET: 's3cret' });
});
afterAll(() => meetings.stop());

const SEND = `mutation ($input: SendSignalInput!) { sendSignal(input: $input) }`;
const HEAR = `subscription ($id: ID!) { mediaSignals(participantId: $id) {
  kind sdp candidate fromParticipantId fromSeat } }`;
const SET = `mutation ($input: SetMediaInput!) { setMedia(input: $input) { microphone camera screen } }`;

const signal = (participantId: string, toParticipantId: string, more: object = { kind: 'READY' }) => ({
  input: { participantId, signal: { toParticipantId, ...more }, key: aKey() },
});

/** Listens as somebody; resolves once they hear, for what is signalled before that is lost. */
async function listening(who: Viewer, id: string, seat = 1) {
  const stream = meetings.as(who).follow(HEAR, { id });
  expect((await take(stream, 1)).map(({ data }) => data.mediaSignals)).toEqual([
    { kind: 'LISTENING', sdp: null, candidate: null, fromParticipantId: id, fromSeat: seat },
  ]);
  return stream;
}

test('what one device signals the other hears, in order', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { mine, theirs } = await meetings.talking(amara, wanjiru);
  const [from, to] = [mine.participant.id, theirs.participant.id];
  const say = (more: object) => meetings.must(amara, SEND, signal(from, to, more));
  const heard = await listening(wanjiru, to);
  await say({ kind: 'READY' });
  await say({ kind: 'OFFER', sdp: 'v=0' });
  await say({ kind: 'CANDIDATE', candidate: '{"candidate":""}' });
  expect((await take(heard, 3)).map(({ data }) => data.mediaSignals)).toEqual([
    { kind: 'READY', sdp: null, candidate: null, fromParticipantId: from, fromSeat: 1 },
    { kind: 'OFFER', sdp: 'v=0', candidate: null, fromParticipantId: from, fromSeat: 1 },
    { kind: 'CANDIDATE', sdp: null, candidate: '{"candidate":""}', fromParticipantId: from, fromSeat: 1 },
  ]);
  await heard.return();
});

test('a device that another one takes over from is told which seat speaks now', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, mine } = await meetings.talking(amara, wanjiru);
  const heard = await listening(amara, mine.participant.id);
  await meetings.move(amara, id, 'Tablet');
  expect((await take(heard, 1))[0]?.data.mediaSignals).toMatchObject({ kind: 'MOVED', fromSeat: 2 });
  await heard.return();
  await (await listening(amara, mine.participant.id, 2)).return();
});

test('nobody speaks or listens for somebody else, or across calls', async () => {
  const [amara, wanjiru, elise] = await meetings.three();
  const { id, mine, theirs } = await meetings.talking(amara, wanjiru);
  const [own, other] = [mine.participant.id, theirs.participant.id];
  expect(await meetings.codes(elise, SEND, signal(own, other))).toEqual(['NOT_FOUND']);
  const [first] = await take(meetings.as(elise).follow(HEAR, { id: own }), 1);
  expect(first?.errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
  const elsewhere = await meetings.talking(elise, (await meetings.two())[0]);
  expect(await meetings.codes(amara, SEND, signal(own, elsewhere.mine.participant.id))).toEqual([
    'NOT_FOUND',
  ]);
  expect(
    await meetings.codes(elise, SET, { input: { participantId: own, camera: true, key: aKey() } }),
  ).toEqual(['NOT_FOUND']);
  await meetings.act(amara, 'hangUpCall', id);
  expect(await meetings.codes(amara, SEND, signal(own, other))).toEqual(['CONFLICT']);
});

test('only what a signal needs is passed on', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { mine, theirs } = await meetings.talking(amara, wanjiru);
  const [own, other] = [mine.participant.id, theirs.participant.id];
  for (const more of [{ kind: 'MOVED' }, { kind: 'OFFER' }, { kind: 'OFFER', sdp: 'x'.repeat(65_537) }]) {
    expect(await meetings.codes(amara, SEND, signal(own, other, more))).toEqual(['INVALID']);
  }
});

test('what somebody switches the other sees', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, mine } = await meetings.talking(amara, wanjiru);
  const set = (more: object) =>
    meetings.must(amara, SET, { input: { participantId: mine.participant.id, key: aKey(), ...more } });
  expect(await set({ microphone: false, screen: true })).toEqual({
    microphone: false,
    camera: false,
    screen: true,
  });
  expect(await set({ camera: true })).toEqual({ microphone: false, camera: true, screen: true });
  const document = `query ($id: ID!) { call(id: $id) { meeting { participants { nodes { microphone camera } } } } }`;
  expect((await meetings.must(wanjiru, document, { id })).meeting.participants.nodes[0]).toEqual({
    microphone: false,
    camera: true,
  });
});

test('a seat has relays with credentials of its own person', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru);
  const document = `mutation ($input: MoveCallInput!) { moveCall(input: $input) {
    iceServers { urls username credential } expiresAt } }`;
  const seat = await meetings.must(amara, document, { input: { callId: id, device: 'Laptop', key: aKey() } });
  expect(seat.iceServers).toHaveLength(1);
  expect(seat.iceServers[0]).toMatchObject({ urls: ['turn:relay.example:3478'] });
  expect(seat.iceServers[0].username).toBe(
    `${String(Math.floor(Date.parse(seat.expiresAt) / 1_000))}:${amara.id}`,
  );
  expect(Buffer.from(seat.iceServers[0].credential, 'base64')).toHaveLength(20);
});

test('how a connection is, its other end sees', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, mine } = await meetings.talking(amara, wanjiru);
  const REPORT = `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`;
  const input = (sample: object) => ({ input: { participantId: mine.participant.id, sample, key: aKey() } });
  const sample = { roundTripMs: 0, jitterMs: 0, lossRatio: 0, bitrateKbps: 800 };
  const document = `query ($id: ID!) { call(id: $id) { meeting { participants { nodes {
    quality { score roundTripMs bitrateKbps } } } } } }`;
  const seen = async () =>
    (await meetings.must(wanjiru, document, { id })).meeting.participants.nodes[0].quality as unknown;
  expect(await seen()).toBeNull();
  await meetings.must(amara, REPORT, input(sample));
  expect(await seen()).toEqual({ score: 4.39, roundTripMs: 0, bitrateKbps: 800 });
  expect(await meetings.codes(amara, REPORT, input({ ...sample, lossRatio: 2 }))).toEqual(['INVALID']);
  expect(await seen()).toMatchObject({ bitrateKbps: 800 });
});
