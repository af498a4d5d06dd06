import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, CALL, SEAT, aKey, deed, startMeetings, take } from '../../test/meetings.js';

let meetings: TestMeetings;
beforeAll(async () => {
  meetings = await startMeetings();
});
afterAll(() => meetings.stop());

const NOW = `{ viewer { activeCalls { id state } } }`;
const nowOf = async (who: Parameters<TestMeetings['must']>[0]) => (await meetings.must(who, NOW)).activeCalls;

test('a call rings, is answered, and ends', async () => {
  const [amara, wanjiru] = await meetings.two();
  const call = await meetings.ring(amara, wanjiru, { video: true });
  expect(call).toMatchObject({ state: 'RINGING', caller: { id: amara.id }, callee: { id: wanjiru.id } });
  expect(await nowOf(wanjiru)).toEqual([{ id: call.id, state: 'RINGING' }]);
  const mine = await meetings.move(amara, call.id);
  const theirs = await meetings.answer(wanjiru, call.id, 'Laptop');
  expect([mine.participant.seat, theirs.participant.seat]).toEqual([1, 1]);
  expect(await meetings.call(amara, call.id)).toMatchObject({ state: 'ACTIVE', device: 'Laptop' });
  const room = `query ($id: ID!) { call(id: $id) { meeting { state mode viewerParticipant { id }
    participants(first: 10) { nodes { id user { id } state } } } } }`;
  expect((await meetings.must(amara, room, { id: call.id })).meeting).toEqual({
    state: 'LIVE',
    mode: 'PEER',
    viewerParticipant: { id: mine.participant.id },
    participants: {
      nodes: [
        { id: mine.participant.id, user: { id: amara.id }, state: 'JOINED' },
        { id: theirs.participant.id, user: { id: wanjiru.id }, state: 'JOINED' },
      ],
    },
  });
  expect(await meetings.act(wanjiru, 'hangUpCall', call.id)).toMatchObject({
    state: 'ENDED',
    endedBecause: 'HUNG_UP',
  });
  expect((await meetings.must(amara, room, { id: call.id })).meeting).toMatchObject({
    state: 'ENDED',
    participants: { nodes: [{ state: 'LEFT' }, { state: 'LEFT' }] },
  });
  expect(await nowOf(amara)).toEqual([]);
});

test('both hear of it on all their devices, and resume from a cursor', async () => {
  const [amara, wanjiru] = await meetings.two();
  const EVENTS = `subscription ($after: Cursor) { callEvents(after: $after) { __typename cursor
    ... on CallRinging { call { state } } ... on CallChanged { call { state } } } }`;
  const cursor = async (who: typeof amara): Promise<string> =>
    (await meetings.must(who, '{ viewer { callCursor } }')).callCursor;
  const [before, theirBefore] = [await cursor(amara), await cursor(wanjiru)];
  const { id } = await meetings.talking(amara, wanjiru);
  await meetings.act(amara, 'hangUpCall', id);
  const heard = async (who: typeof amara, after: string, count: number) => {
    const stream = meetings.as(who).follow(EVENTS, { after });
    const answers = await take(stream, count);
    await stream.return();
    return answers.map(({ data }) => data.callEvents);
  };
  // Events show the call as it is when they are told.
  const over = { call: { state: 'ENDED' } };
  const mine = await heard(amara, before, 5);
  expect(mine).toMatchObject([
    ...Array.from({ length: 4 }, () => ({ __typename: 'CallChanged', ...over })),
    { __typename: 'CaughtUp' },
  ]);
  expect(await heard(wanjiru, theirBefore, 2)).toMatchObject([
    { __typename: 'CallRinging', ...over },
    { __typename: 'CallChanged', ...over },
  ]);
  expect(await heard(amara, mine[2].cursor, 2)).toMatchObject([over, { __typename: 'CaughtUp' }]);
});

test.each([
  ['the callee declines', 'rejectCall', 'callee', {}, 'REJECTED'],
  ['the callee is busy', 'rejectCall', 'callee', { busy: true }, 'BUSY'],
  ['the caller gives up', 'cancelCall', 'caller', {}, 'CANCELLED'],
] as const)('%s', async (_name, deedName, who, more, state) => {
  const [caller, callee] = await meetings.two();
  const { id } = await meetings.ring(caller, callee);
  const other = who === 'caller' ? callee : caller;
  expect(await meetings.refusal(other, deedName, id, more)).toEqual(['CONFLICT']);
  expect(await meetings.act(who === 'caller' ? caller : callee, deedName, id, more)).toMatchObject({ state });
  expect(await meetings.refusal(callee, 'answerCall', id, { device: 'Laptop' })).toEqual(['CONFLICT']);
  expect(await meetings.call(caller, id)).toMatchObject({ state });
});

test('of two devices that answer at once one does, and the other is told', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru);
  const answers = await Promise.all(
    ['Laptop', 'Phone'].map((device) =>
      meetings.as(wanjiru).run(deed('answerCall', SEAT), { input: { callId: id, device, key: aKey() } }),
    ),
  );
  expect(answers.map(({ errors }) => errors?.[0]?.extensions['code'] ?? 'ok').toSorted()).toEqual([
    'CONFLICT',
    'ok',
  ]);
  const refused = answers.find(({ errors }) => errors);
  expect(refused?.errors?.[0]?.message).toBe('This call was answered already');
  const won = answers.findIndex(({ errors }) => !errors);
  expect(await meetings.call(amara, id)).toMatchObject({ state: 'ACTIVE', device: ['Laptop', 'Phone'][won] });
});

test('answering again with the same key is the same answer', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru);
  const input = { callId: id, device: 'Laptop', key: aKey() };
  const answers = await Promise.all(
    [1, 2, 3].map(() => meetings.must(wanjiru, deed('answerCall', SEAT), { input }) as Promise<unknown>),
  );
  expect(answers).toMatchObject(Array.from({ length: 3 }, () => ({ participant: { seat: 1 } })));
});

test('answered while it is cancelled: one of the two happens, and both know which', async () => {
  const seen = new Set<string>();
  for (let n = 0; n < 8; n += 1) {
    const [amara, wanjiru] = await meetings.two();
    const { id } = await meetings.ring(amara, wanjiru);
    const input = { callId: id, key: aKey() };
    const [answered, cancelled] = await Promise.all([
      meetings.as(wanjiru).run(deed('answerCall', SEAT), { input: { ...input, device: 'Laptop' } }),
      meetings.as(amara).run(deed('cancelCall', CALL), { input }),
    ]);
    const state = (await meetings.call(amara, id))?.state ?? '';
    expect([answered.errors === undefined, cancelled.errors === undefined]).toEqual([
      state === 'ACTIVE',
      state === 'CANCELLED',
    ]);
    seen.add(state);
  }
  expect([...seen].every((state) => state === 'ACTIVE' || state === 'CANCELLED')).toBe(true);
});

test('both call each other at once: they talk in one call', async () => {
  for (let n = 0; n < 4; n += 1) {
    const [amara, wanjiru] = await meetings.two();
    const [one, other] = await Promise.all([meetings.ring(amara, wanjiru), meetings.ring(wanjiru, amara)]);
    expect(one.id).toBe(other.id);
    expect(await meetings.call(amara, one.id)).toMatchObject({ state: 'ACTIVE' });
    expect(await nowOf(wanjiru)).toHaveLength(1);
  }
});

test('whoever rings already goes on ringing, and whoever talks is not rung by the other', async () => {
  const [amara, wanjiru] = await meetings.two();
  const first = await meetings.ring(amara, wanjiru);
  expect(await meetings.ring(amara, wanjiru)).toMatchObject({ id: first.id, state: 'RINGING' });
  await meetings.answer(wanjiru, first.id);
  const again = { input: { userId: wanjiru.id, key: aKey() } };
  expect(await meetings.codes(amara, deed('startCall', CALL), again)).toEqual(['CONFLICT']);
});

test('who put a call on hold takes it up again, and nobody else', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.talking(amara, wanjiru);
  expect(await meetings.act(wanjiru, 'holdCall', id)).toMatchObject({
    state: 'HELD',
    heldBy: { id: wanjiru.id },
  });
  expect(await meetings.refusal(amara, 'resumeCall', id)).toEqual(['CONFLICT']);
  expect(await meetings.refusal(amara, 'holdCall', id)).toEqual(['CONFLICT']);
  expect(await meetings.act(wanjiru, 'resumeCall', id)).toMatchObject({ state: 'ACTIVE', heldBy: null });
  await meetings.act(amara, 'holdCall', id);
  expect(await meetings.act(wanjiru, 'hangUpCall', id)).toMatchObject({ state: 'ENDED' });
});

test('whoever answers a second call puts the first on hold', async () => {
  const [amara, wanjiru, elise] = await meetings.three();
  const first = await meetings.talking(amara, wanjiru);
  const second = await meetings.ring(elise, amara);
  await meetings.answer(amara, second.id);
  expect(await meetings.call(amara, first.id)).toMatchObject({ state: 'HELD', heldBy: { id: amara.id } });
  await meetings.act(amara, 'resumeCall', first.id);
  expect(await meetings.call(elise, second.id)).toMatchObject({ state: 'HELD', heldBy: { id: amara.id } });
  expect(await meetings.call(amara, first.id)).toMatchObject({ state: 'ACTIVE' });
});

test('three who all call in a ring and hold each other do not wait for each other for ever', async () => {
  const [amara, wanjiru, elise] = await meetings.three();
  const calls = [
    await meetings.talking(amara, wanjiru),
    await meetings.talking(wanjiru, elise),
    await meetings.talking(elise, amara),
  ];
  const people = [amara, wanjiru, elise];
  const deeds = people.flatMap((person) =>
    calls.flatMap(({ id }) =>
      ['holdCall', 'resumeCall'].map((name) =>
        meetings.as(person).run(deed(name, CALL), { input: { callId: id, key: aKey() } }),
      ),
    ),
  );
  const codes = (await Promise.all(deeds)).map(({ errors }) => errors?.[0]?.extensions['code'] ?? 'ok');
  // Refused where it stands otherwise or is another's; never by the database.
  expect(new Set(codes)).toEqual(new Set(['ok', 'CONFLICT', 'NOT_FOUND']));
  for (const person of people) {
    const active = (await nowOf(person)).filter(({ state }: { state: string }) => state === 'ACTIVE');
    expect(active.length).toBeLessThanOrEqual(2);
  }
});

test('going on from another device grows the seat', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, mine } = await meetings.talking(amara, wanjiru);
  const moved = await meetings.move(amara, id, 'Tablet');
  expect(moved.participant).toMatchObject({ id: mine.participant.id, seat: 2 });
  const { id: ringing } = await meetings.ring((await meetings.two())[0], amara);
  expect(await meetings.refusal(amara, 'moveCall', ringing, { device: 'Tablet' })).toEqual(['CONFLICT']);
  await meetings.act(amara, 'hangUpCall', id);
  expect(await meetings.refusal(amara, 'moveCall', id, { device: 'Tablet' })).toEqual(['CONFLICT']);
});

test.each([
  ['', 'INVALID'],
  ['x'.repeat(101), 'INVALID'],
])('a device %j has no name', async (device, code) => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru);
  expect(await meetings.refusal(wanjiru, 'answerCall', id, { device })).toEqual([code]);
  expect(await meetings.call(wanjiru, id)).toMatchObject({ state: 'RINGING' });
});

test('a stranger neither sees a call nor touches it', async () => {
  const [amara, wanjiru, elise] = await meetings.three();
  const { id } = await meetings.talking(amara, wanjiru);
  expect(await meetings.call(elise, id)).toBeNull();
  for (const name of ['hangUpCall', 'holdCall', 'rejectCall', 'cancelCall']) {
    expect(await meetings.refusal(elise, name, id)).toEqual(['NOT_FOUND']);
  }
  expect(await meetings.refusal(elise, 'moveCall', id, { device: 'Laptop' })).toEqual(['NOT_FOUND']);
  expect(await meetings.call(amara, id)).toMatchObject({ state: 'ACTIVE' });
});

test('history has the newest first, and missed ones by themselves', async () => {
  const [amara, wanjiru] = await meetings.two();
  const answered = await meetings.talking(amara, wanjiru);
  await meetings.act(amara, 'hangUpCall', answered.id);
  const missed = await meetings.ring(amara, wanjiru);
  await meetings.act(amara, 'cancelCall', missed.id);
  const declined = await meetings.ring(amara, wanjiru);
  await meetings.act(wanjiru, 'rejectCall', declined.id);
  const list = async (who: typeof amara, missedOnly: boolean) =>
    (
      await meetings.must(
        who,
        `query ($missedOnly: Boolean) { viewer { callHistory(missedOnly: $missedOnly, first: 2) { nodes { id durationSeconds } pageInfo { hasNextPage } } } }`,
        { missedOnly },
      )
    ).callHistory;
  expect(await list(wanjiru, false)).toEqual({
    nodes: [
      { id: declined.id, durationSeconds: null },
      { id: missed.id, durationSeconds: null },
    ],
    pageInfo: { hasNextPage: true },
  });
  expect(await list(wanjiru, true)).toMatchObject({
    nodes: [{ id: missed.id }],
    pageInfo: { hasNextPage: false },
  });
  // What one did not reach oneself is not missed.
  expect((await list(amara, true)).nodes).toEqual([]);
});
