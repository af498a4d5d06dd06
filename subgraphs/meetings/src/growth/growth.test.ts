import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRouted } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import { type TestMeetings, aPublicKey, deed, startMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

const MINE = `{ viewer { activeCalls { id state caller { id } alreadyIn { id } growthMissing
  meeting { id kind mode title encryption } } } }`;

interface Mine {
  readonly id: string;
  readonly state: string;
  readonly caller: { readonly id: string };
  readonly alreadyIn: readonly { readonly id: string }[];
  readonly growthMissing: string | null;
  readonly meeting: { readonly id: string; readonly kind: string; readonly mode: string } | null;
}

test('where no media server is, people are told so before anybody is rung', async () => {
  const meetings = await startMeetings();
  const [amara, wanjiru, elise] = await meetings.three();
  const { id } = await meetings.talking(amara, wanjiru);
  const { activeCalls } = (await meetings.must(amara, MINE)) as unknown as { activeCalls: Mine[] };
  expect(activeCalls).toMatchObject([{ id, growthMissing: expect.stringContaining('JANUS_URL') as string }]);
  expect(await meetings.refusal(amara, 'addToCall', id, { userIds: [elise.id] })).toEqual(['UNAVAILABLE']);
  expect((await meetings.must(elise, MINE)).activeCalls).toEqual([]);
  await meetings.stop();
});

describe.runIf(hasJanus)('calls that grow', () => {
  let meetings: TestMeetings;
  let rooms: Rooms;
  beforeAll(async () => {
    meetings = await startRouted();
    rooms = new Rooms(meetings);
  });
  afterAll(() => meetings.stop());

  const callsOf = async (who: Viewer) => (await meetings.must(who, MINE)).activeCalls as Mine[];
  const add = (who: Viewer, callId: string, ...people: readonly Viewer[]) =>
    meetings.act(who, 'addToCall', callId, { userIds: people.map(({ id }) => id) });
  const ringOf = async (who: Viewer): Promise<string> =>
    (await callsOf(who)).find(({ state }) => state === 'RINGING')?.id ?? '';

  /** Two who talk, and others who are rung into their call by the first. */
  async function ringing(count: number) {
    const people = await meetings.people(Array.from({ length: count + 2 }, () => ({})));
    const [amara, daniel, ...others] = people as [Viewer, Viewer, ...Viewer[]];
    const call = await meetings.talking(amara, daniel);
    await add(amara, call.id, ...others);
    return { amara, daniel, others: others as [Viewer, ...Viewer[]], ...call };
  }

  /** Three who talk. */
  async function grown() {
    const scene = await ringing(1);
    const [elise] = scene.others;
    const ringId = await ringOf(elise);
    const seat = await meetings.answer(elise, ringId);
    const [{ meeting }] = (await callsOf(scene.amara)) as [Mine];
    return { ...scene, elise, ringId, seat, roomId: meeting?.id ?? '' };
  }

  test('who is added is rung as by a call, and sees who talks already', async () => {
    const { amara, daniel, others, id } = await ringing(1);
    const [elise] = others;
    expect(await callsOf(elise)).toMatchObject([
      {
        ...{ state: 'RINGING', caller: { id: amara.id }, meeting: null },
        alreadyIn: [{ id: amara.id }, { id: daniel.id }],
      },
    ]);
    // The two go on from device to device until somebody comes.
    expect(await meetings.call(daniel, id)).toMatchObject({ state: 'ACTIVE' });
    expect(await callsOf(daniel)).toMatchObject([{ id, alreadyIn: [], meeting: { mode: 'PEER' } }]);
  });

  test('the answer makes it a room, in which the two stay where they are', async () => {
    const { amara, daniel, elise, id, ringId, mine, theirs, roomId } = await grown();
    expect(await meetings.call(daniel, id)).toMatchObject({ state: 'GROWN' });
    expect(await meetings.call(elise, ringId)).toMatchObject({ state: 'GROWN', device: 'Laptop' });
    const room = await rooms.read(elise, roomId);
    expect(room).toMatchObject({ kind: 'INSTANT', state: 'LIVE', mode: 'ROUTED', participantCount: 3 });
    const people = await rooms.people(elise, roomId);
    expect(people.map(({ user, role, state, seat }) => [user?.id, role, state, seat])).toEqual([
      [amara.id, 'HOST', 'JOINED', 1],
      [daniel.id, 'HOST', 'JOINED', 1],
      [elise.id, 'PARTICIPANT', 'JOINED', 1],
    ]);
    expect(people.slice(0, 2).map((each) => each.id)).toEqual([mine.participant.id, theirs.participant.id]);
    expect(room?.title).toBe(
      people
        .slice(0, 2)
        .map(({ displayName }) => displayName)
        .join(', '),
    );
    for (const name of ['hangUpCall', 'holdCall', 'resumeCall']) {
      expect(await meetings.refusal(daniel, name, id)).toEqual(['CONFLICT']);
    }
  });

  test('whoever comes by it adds others, and so does who stays when the first two have gone', async () => {
    const { amara, daniel, elise, ringId, mine, theirs } = await grown();
    const [ravi] = (await meetings.people([{}])) as [Viewer];
    for (const { participant } of [mine, theirs]) {
      const who = participant.id === mine.participant.id ? amara : daniel;
      await rooms.do(who, 'leaveMeeting', { participantId: participant.id });
    }
    await meetings.drained();
    expect(await meetings.call(elise, ringId)).toMatchObject({ state: 'ENDED', endedBecause: 'HUNG_UP' });
    await add(elise, ringId, ravi);
    expect(await callsOf(ravi)).toMatchObject([{ caller: { id: elise.id }, alreadyIn: [{ id: elise.id }] }]);
    await meetings.answer(ravi, await ringOf(ravi));
    expect(await callsOf(ravi)).toMatchObject([{ state: 'GROWN', meeting: { kind: 'INSTANT' } }]);
  });

  test('two who add the same one at once ring them once', async () => {
    const [amara, daniel, elise] = await meetings.three();
    const { id } = await meetings.talking(amara, daniel);
    await Promise.all([add(amara, id, elise), add(daniel, id, elise)]);
    expect(await callsOf(elise)).toHaveLength(1);
  });

  test('two who answer at once are both in one room', async () => {
    const { amara, others } = await ringing(2);
    await Promise.all(others.map(async (each) => meetings.answer(each, await ringOf(each))));
    const [{ meeting }] = (await callsOf(amara)) as [Mine];
    expect(Object.values(await rooms.states(amara, meeting?.id ?? ''))).toEqual(Array(4).fill('JOINED'));
  });

  test('who answers while the call ends comes in, or is told that it is over', async () => {
    const { daniel, others, id } = await ringing(1);
    const [elise] = others;
    const ringId = await ringOf(elise);
    const [answered, ended] = await Promise.allSettled([
      meetings.answer(elise, ringId),
      meetings.act(daniel, 'hangUpCall', id),
    ]);
    // Whoever is second is refused: nobody is alone in a call that is over.
    expect([answered.status, ended.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    const state = answered.status === 'fulfilled' ? 'GROWN' : 'CANCELLED';
    expect(await meetings.call(elise, ringId)).toMatchObject({ state });
  });

  test('hung up while somebody rings, they are rung no more and have missed it', async () => {
    const { amara, others, id } = await ringing(1);
    const [elise] = others;
    const ringId = await ringOf(elise);
    await meetings.act(amara, 'hangUpCall', id);
    expect(await meetings.call(elise, ringId)).toMatchObject({ state: 'CANCELLED' });
    const missed = `{ viewer { callHistory(missedOnly: true) { nodes { id } } } }`;
    expect((await meetings.must(elise, missed)).callHistory.nodes).toEqual([{ id: ringId }]);
  });

  test('who declines or is not reached leaves the two as they were', async () => {
    const { amara, others, id } = await ringing(2);
    const [elise, ravi] = others as [Viewer, Viewer];
    await meetings.act(elise, 'rejectCall', await ringOf(elise));
    await meetings.act(amara, 'cancelCall', await ringOf(ravi));
    expect(await callsOf(amara)).toMatchObject([{ id, state: 'ACTIVE', meeting: { mode: 'PEER' } }]);
  });

  test('nobody comes into a call on hold; taken up again, they do', async () => {
    const { amara, others, id } = await ringing(1);
    const [elise] = others;
    const ringId = await ringOf(elise);
    await meetings.act(amara, 'holdCall', id);
    expect(await meetings.refusal(elise, 'answerCall', ringId, { device: 'Laptop' })).toEqual(['CONFLICT']);
    await meetings.act(amara, 'resumeCall', id);
    await meetings.answer(elise, ringId);
    expect(await meetings.call(elise, ringId)).toMatchObject({ state: 'GROWN' });
  });

  test('the keys stay with the devices: who has none does not come in', async () => {
    const { others, amara, id } = await ringing(1);
    const [elise] = others;
    const ringId = await ringOf(elise);
    const old = { device: 'Old', mediaKey: null };
    expect(await meetings.refusal(elise, 'answerCall', ringId, old)).toEqual(['CONFLICT']);
    expect(await callsOf(amara)).toMatchObject([
      { id: ringId, state: 'RINGING' },
      { id, state: 'ACTIVE', meeting: { kind: 'CALL', encryption: 'END_TO_END' } },
    ]);
    await meetings.answer(elise, ringId, 'Laptop', aPublicKey());
    expect(await callsOf(amara)).toMatchObject([
      { meeting: { kind: 'INSTANT', encryption: 'END_TO_END' } },
      {},
    ]);
  });

  test('a call between two devices of which one cannot encrypt grows as it is', async () => {
    const [amara, daniel, elise] = await meetings.three();
    const { id } = await meetings.ring(amara, daniel);
    await meetings.move(amara, id);
    await meetings.must(daniel, deed('answerCall', '__typename'), {
      input: { callId: id, device: 'Old', key: crypto.randomUUID() },
    });
    await add(amara, id, elise);
    await meetings.answer(elise, await ringOf(elise));
    expect((await callsOf(daniel))[0]).toMatchObject({ meeting: { encryption: 'SERVER' } });
  });

  test('the call between two is over when one of them leaves, and the room when it is ended', async () => {
    const { amara, daniel, elise, id, ringId, mine, roomId } = await grown();
    await rooms.do(daniel, 'endMeeting', { meetingId: roomId });
    await meetings.drained();
    for (const [who, callId] of [
      [daniel, id],
      [elise, ringId],
    ] as const) {
      expect(await meetings.call(who, callId)).toMatchObject({ state: 'ENDED', endedBecause: 'HUNG_UP' });
    }
    expect(await callsOf(amara)).toEqual([]);
    expect(mine.participant.seat).toBe(1);
    expect(await meetings.refusal(amara, 'addToCall', id, { userIds: [elise.id] })).toEqual(['CONFLICT']);
  });

  test.each([
    ['somebody who is in it already', (people: readonly Viewer[]) => [people[1]?.id], 'CONFLICT'],
    ['nobody', () => [], 'INVALID'],
    ['somebody twice', (people: readonly Viewer[]) => [people[2]?.id, people[2]?.id], 'INVALID'],
    ['somebody who is not there', () => ['user_unknown'], 'NOT_FOUND'],
  ] as const)('%s is not added', async (_whom, choose, code) => {
    const [amara, daniel, elise] = await meetings.three();
    const { id } = await meetings.talking(amara, daniel);
    const userIds = choose([amara, daniel, elise]);
    expect(await meetings.refusal(amara, 'addToCall', id, { userIds })).toEqual([code]);
    expect(await callsOf(amara)).toHaveLength(1);
  });

  test('whoever rings into a call has no place in it by that call, and one rings nobody twice', async () => {
    const { amara, others } = await ringing(1);
    const [elise] = others;
    const ringId = await ringOf(elise);
    expect(await meetings.refusal(amara, 'moveCall', ringId, { device: 'Phone' })).toEqual(['CONFLICT']);
    const call = (who: Viewer, whom: Viewer): Promise<unknown[]> =>
      meetings.codes(who, deed('startCall', 'id'), {
        input: { userId: whom.id, key: crypto.randomUUID() },
      });
    expect(await call(amara, elise)).toEqual(['CONFLICT']);
    expect(await call(elise, amara)).toEqual(['CONFLICT']);
  });

  test('those whom a host removed see nothing more of it', async () => {
    const { amara, elise, seat, roomId } = await grown();
    await rooms.do(amara, 'removeParticipant', { participantId: seat.participant.id });
    expect(await rooms.read(elise, roomId)).toBeNull();
  });
});
