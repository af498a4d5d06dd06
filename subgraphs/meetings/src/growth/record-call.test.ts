import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRouted } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { Recordings, recordingDeed } from '../../test/recordings.js';
import { Rooms } from '../../test/rooms.js';

const MINE = `{ viewer { activeCalls { id state meeting {
  id kind mode encryption viewerCan capabilities { capability available because } } } } }`;

interface Capability {
  readonly capability: string;
  readonly available: boolean;
  readonly because: string | null;
}

interface Mine {
  readonly id: string;
  readonly state: string;
  readonly meeting: {
    readonly id: string;
    readonly kind: string;
    readonly viewerCan: readonly string[];
    readonly capabilities: readonly Capability[];
  };
}

const callsOf = async (meetings: TestMeetings, who: Viewer): Promise<Mine[]> =>
  (await meetings.must(who, MINE)).activeCalls as Mine[];

/** Two who talk, with keys that the server has as well unless it is said otherwise. */
async function talking(meetings: TestMeetings, people: readonly Viewer[], encryption = 'SERVER') {
  const [amara, daniel] = people as [Viewer, Viewer];
  const { id } = await meetings.ring(amara, daniel, { encryption });
  const mine = await meetings.move(amara, id);
  const theirs = await meetings.answer(daniel, id);
  const { meeting } = (await callsOf(meetings, amara)).find((call) => call.id === id)!;
  return { amara, daniel, id, mine, theirs, meeting };
}

const recordable = ({ capabilities }: Mine['meeting']): Capability | undefined =>
  capabilities.find(({ capability }) => capability === 'RECORDING');

test('without a media server a call is not recorded, and goes on as it was', async () => {
  const meetings = await startMeetings();
  const { amara, id, meeting } = await talking(meetings, await meetings.two());
  const missing = expect.stringContaining('JANUS_URL') as string;
  expect(recordable(meeting)).toMatchObject({ available: false, because: missing });
  const input = { meetingId: meeting.id, key: aKey() };
  expect(await meetings.codes(amara, recordingDeed('startRecording'), { input })).toEqual(['UNAVAILABLE']);
  expect(await callsOf(meetings, amara)).toMatchObject([{ id, state: 'ACTIVE', meeting: { mode: 'PEER' } }]);
  await meetings.stop();
});

describe.runIf(hasJanus)('a call of two that is recorded', () => {
  let meetings: TestMeetings;
  let rooms: Rooms;
  let recordings: Recordings;
  beforeAll(async () => {
    meetings = await startRouted({ RECORDING_ASK_SECONDS: 600 });
    rooms = new Rooms(meetings);
    recordings = new Recordings(rooms);
  });
  afterAll(() => meetings.stop());

  const scene = async (encryption?: string) => talking(meetings, await meetings.two(), encryption);

  /** Both of two deeds at once: what each came to. */
  async function atOnce(first: Promise<unknown>, second: Promise<unknown>): Promise<string[]> {
    return (await Promise.allSettled([first, second])).map(({ status }) => status);
  }

  /** The call stands as it did, and nobody was asked anything. */
  async function isUntouched(who: Viewer, id: string, state: string): Promise<void> {
    const call = (await callsOf(meetings, who)).find((each) => each.id === id);
    expect(call).toMatchObject({ state, meeting: { kind: 'CALL', mode: 'PEER' } });
    expect(await recordings.active(who, call!.meeting.id)).toBeNull();
  }

  test('it becomes a room where it stands, and the other is asked before anything is written', async () => {
    const { amara, daniel, id, mine, theirs, meeting } = await scene();
    expect(meeting.viewerCan).toContain('RECORD');
    expect(recordable(meeting)).toEqual({ capability: 'RECORDING', available: true, because: null });
    const asked = await recordings.start(amara, meeting.id);
    expect(asked).toMatchObject({
      ...{ state: 'ASKING', startedAt: null, waitingForCount: 1, viewerConsent: { state: 'GIVEN' } },
    });
    for (const who of [amara, daniel]) {
      expect(await callsOf(meetings, who)).toMatchObject([
        { id, state: 'GROWN', meeting: { kind: 'INSTANT', mode: 'ROUTED', encryption: 'SERVER' } },
      ]);
    }
    const people = await rooms.people(daniel, meeting.id);
    expect(people.map((each) => [each.id, each.role, each.state, each.seat])).toEqual([
      [mine.participant.id, 'HOST', 'JOINED', mine.participant.seat],
      [theirs.participant.id, 'HOST', 'JOINED', theirs.participant.seat],
    ]);
    expect(await recordings.active(daniel, meeting.id)).toMatchObject({ viewerConsent: { state: 'ASKED' } });
    await recordings.answer(daniel, meeting.id, true);
    expect(await recordings.active(amara, meeting.id)).toMatchObject({ state: 'RUNNING', excluded: [] });
  });

  test('declined, nothing is recorded, and the two go on', async () => {
    const { amara, daniel, id, meeting } = await scene();
    const { id: recordingId } = await recordings.start(daniel, meeting.id);
    await recordings.answer(amara, meeting.id, false);
    expect(await recordings.read(amara, recordingId)).toMatchObject({ state: 'REFUSED', startedAt: null });
    expect(Object.values(await rooms.states(daniel, meeting.id))).toEqual(['JOINED', 'JOINED']);
    expect(await meetings.call(amara, id)).toMatchObject({ state: 'GROWN' });
  });

  test('the same key asks once', async () => {
    const { amara, meeting } = await scene();
    const input = { meetingId: meeting.id, key: aKey() };
    const first = await recordings.do(amara, 'startRecording', input);
    expect(await recordings.do(amara, 'startRecording', input)).toMatchObject({ id: first.id });
  });

  test('what only the two can hear is not recorded', async () => {
    const { amara, id, meeting } = await scene('END_TO_END');
    expect(recordable(meeting)).toMatchObject({ available: false });
    expect(await recordings.refused(amara, 'startRecording', { meetingId: meeting.id })).toEqual([
      'CONFLICT',
    ]);
    await isUntouched(amara, id, 'ACTIVE');
  });

  test.each([
    ['whose role does not record', async (who: Viewer) => ({ ...who, permissions: [] })],
    [
      'from whom it was taken',
      async (who: Viewer) => {
        const [admin] = (await meetings.people([{ permissions: ['MANAGE_PEOPLE'] }])) as [Viewer];
        await meetings.must(
          admin,
          `mutation ($input: SetCallPolicyInput!) { setCallPolicy(input: $input) { mayRecord } }`,
          { input: { userId: who.id, mayRecord: false, key: aKey() } },
        );
        return who;
      },
    ],
  ] as const)('somebody %s does not record, and is told before they try', async (_who, change) => {
    const { amara, id, meeting } = await scene();
    const viewer = await change(amara);
    expect((await rooms.read(viewer, meeting.id))?.viewerCan).not.toContain('RECORD');
    expect(await recordings.refused(viewer, 'startRecording', { meetingId: meeting.id })).toEqual([
      'FORBIDDEN',
    ]);
    await isUntouched(amara, id, 'ACTIVE');
  });

  test('whoever asks why somebody may record is told of their role in the organisation', async () => {
    const { amara, daniel, meeting } = await scene();
    await recordings.start(amara, meeting.id);
    const explained = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
      ... on AccessExplanation { allowed decidedBy { rule } } } }`;
    const why = async (viewer: Viewer): Promise<unknown> => {
      const now = { viewer, barredBecause: null };
      const meetingsKey = `${meeting.id} ${viewer.id} RECORD`;
      const ref = { __typename: 'AccessExplanation', meetingsKey, subject: { id: viewer.id, now } };
      const [answer] = (await meetings.must(amara, explained, { refs: [ref] })) as unknown as unknown[];
      return answer;
    };
    expect(await why(daniel)).toEqual({ allowed: true, decidedBy: { rule: 'ROLE' } });
    expect(await why({ ...daniel, permissions: [] })).toEqual({
      ...{ allowed: false, decidedBy: { rule: 'ORGANIZATION_POLICY' } },
    });
  });

  test('on hold, being handed over and while it is asked about, nothing is recorded', async () => {
    const [amara, daniel, elise] = await meetings.three();
    const { id, meeting } = await talking(meetings, [amara, daniel]);
    const refused = (meetingId: string) => recordings.refused(amara, 'startRecording', { meetingId });
    await meetings.act(daniel, 'holdCall', id);
    expect(await refused(meeting.id)).toEqual(['CONFLICT']);
    await isUntouched(amara, id, 'HELD');
    await meetings.act(daniel, 'resumeCall', id);
    await meetings.act(amara, 'transferCall', id, { userId: elise.id, attended: true });
    expect(await refused(meeting.id)).toEqual(['CONFLICT']);
    await isUntouched(daniel, id, 'TRANSFERRING');
    const consultation = (await callsOf(meetings, elise))[0]!;
    await meetings.answer(elise, consultation.id);
    const asks = (await callsOf(meetings, amara)).find((call) => call.id === consultation.id)!;
    expect(await refused(asks.meeting.id)).toEqual(['CONFLICT']);
    await isUntouched(amara, asks.id, 'ACTIVE');
  });

  test('before it is answered and after it is over, nothing is recorded', async () => {
    const { amara, daniel, id, meeting } = await scene();
    await meetings.act(daniel, 'hangUpCall', id);
    expect(await recordings.refused(amara, 'startRecording', { meetingId: meeting.id })).toEqual([
      'CONFLICT',
    ]);
    const ringing = await meetings.ring(amara, daniel);
    const { meeting: rung } = (await callsOf(meetings, amara)).find((call) => call.id === ringing.id)!;
    expect(await recordings.refused(amara, 'startRecording', { meetingId: rung.id })).toEqual(['CONFLICT']);
  });

  test('both at once ask once', async () => {
    const { amara, daniel, meeting } = await scene();
    const both = await atOnce(recordings.start(amara, meeting.id), recordings.start(daniel, meeting.id));
    expect(both.toSorted()).toEqual(['fulfilled', 'rejected']);
    const active = await recordings.active(amara, meeting.id);
    expect(active).toMatchObject({ state: 'ASKING', waitingForCount: 1 });
    expect(active?.consents).toHaveLength(2);
  });

  test.each(['hangUpCall', 'holdCall'])('of it and %s at once, one is refused', async (deed) => {
    const { amara, daniel, id, meeting } = await scene();
    const [recorded, other] = await atOnce(
      recordings.start(amara, meeting.id),
      meetings.act(daniel, deed, id),
    );
    expect([recorded, other].toSorted()).toEqual(['fulfilled', 'rejected']);
    const after = deed === 'hangUpCall' ? 'ENDED' : 'HELD';
    const state = recorded === 'fulfilled' ? 'GROWN' : after;
    expect(await meetings.call(amara, id)).toMatchObject({ state });
    expect((await recordings.active(amara, meeting.id))?.state).toBe(
      recorded === 'fulfilled' ? 'ASKING' : undefined,
    );
  });

  test('of it and handing over at once, one is refused', async () => {
    const [amara, daniel, elise] = await meetings.three();
    const { id, meeting } = await talking(meetings, [amara, daniel]);
    const over = { userId: elise.id, attended: false };
    const [recorded, handed] = await atOnce(
      recordings.start(amara, meeting.id),
      meetings.act(daniel, 'transferCall', id, over),
    );
    expect([recorded, handed].toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await meetings.call(amara, id)).toMatchObject({
      state: recorded === 'fulfilled' ? 'GROWN' : 'ENDED',
    });
  });

  test('a third who answers at the same moment is in it, and asked', async () => {
    const [amara, daniel, elise] = await meetings.three();
    const { id, meeting } = await talking(meetings, [amara, daniel]);
    await meetings.act(amara, 'addToCall', id, { userIds: [elise.id] });
    const [ring] = (await callsOf(meetings, elise)) as [Mine];
    expect(await atOnce(recordings.start(daniel, meeting.id), meetings.answer(elise, ring.id))).toEqual([
      'fulfilled',
      'fulfilled',
    ]);
    await meetings.drained();
    expect(Object.values(await rooms.states(elise, meeting.id))).toEqual(['JOINED', 'JOINED', 'JOINED']);
    const active = await recordings.active(elise, meeting.id);
    expect(active).toMatchObject({ waitingForCount: 2, viewerConsent: { state: 'ASKED' } });
    expect(active?.consents).toHaveLength(3);
  });

  test('when one of the two leaves, it is over for both, and its recording stays with the call', async () => {
    const { amara, daniel, id, theirs, meeting } = await scene();
    const { id: recordingId } = await recordings.start(amara, meeting.id);
    await recordings.answer(daniel, meeting.id, true);
    await rooms.do(daniel, 'leaveMeeting', { participantId: theirs.participant.id });
    await meetings.drained();
    // The end of the room follows from that of the call, and that of the recording from the room's.
    await meetings.drained();
    for (const who of [amara, daniel]) {
      expect(await meetings.call(who, id)).toMatchObject({ state: 'ENDED', endedBecause: 'HUNG_UP' });
      const query = `query ($id: ID!) { call(id: $id) { meeting { state recordings { nodes { id stoppedAt } } } } }`;
      const { meeting: room } = await meetings.must(who, query, { id });
      expect(room).toMatchObject({
        state: 'ENDED',
        recordings: { nodes: [{ id: recordingId, stoppedAt: expect.any(String) as string }] },
      });
    }
  });

  test('when one leaves while somebody is rung into it, the other waits for them', async () => {
    const [amara, daniel, elise] = await meetings.three();
    const { id, theirs, meeting } = await talking(meetings, [amara, daniel]);
    await recordings.start(amara, meeting.id);
    await meetings.act(amara, 'addToCall', id, { userIds: [elise.id] });
    await rooms.do(daniel, 'leaveMeeting', { participantId: theirs.participant.id });
    await meetings.drained();
    expect(await rooms.read(amara, meeting.id)).toMatchObject({ state: 'LIVE', participantCount: 1 });
    const [ring] = (await callsOf(meetings, elise)) as [Mine];
    await meetings.answer(elise, ring.id);
    expect(await rooms.read(amara, meeting.id)).toMatchObject({ participantCount: 2 });
  });
});
