import { type Viewer, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings, take } from '../../test/meetings.js';
import { givingUpRinging, watchingCalls } from './call.job.js';

let meetings: TestMeetings;
beforeAll(async () => {
  meetings = await startMeetings({ CALL_RING_SECONDS: 1 });
});
afterAll(() => meetings.stop());

const look = (callId: string): Promise<void> =>
  watchingCalls.run(meetings.test.runtime.context(systemCaller('test')), { callId });

/** As if that had been that many seconds ago. */
const age = (participantId: string, column: 'seen_at' | 'missed_since', seconds: number) =>
  meetings.test.runtime.database.query(
    `update participant set ${column} = clock_timestamp() - make_interval(secs => $2) where id = $1`,
    [participantId, seconds],
  );

const stateOf = async (who: Viewer, callId: string, n: number): Promise<string> => {
  const document = `query ($id: ID!) { call(id: $id) { meeting { participants { nodes { state } } } } }`;
  return (await meetings.must(who, document, { id: callId })).meeting.participants.nodes[n].state as string;
};

const report = (who: Viewer, participantId: string): Promise<unknown> => {
  const sample = { roundTripMs: 40, jitterMs: 3, lossRatio: 0.01, bitrateKbps: 900 };
  const document = `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`;
  return meetings.must(who, document, { input: { participantId, sample, key: aKey() } }) as Promise<unknown>;
};

test('a call that nobody answers is missed, and both hear of it', async () => {
  const [amara, wanjiru] = await meetings.two();
  const stream = meetings
    .as(wanjiru)
    .follow(
      `subscription { callEvents { __typename ... on CallRinging { call { id } } ... on CallChanged { call { state } } } }`,
    );
  await take(stream, 1);
  const { id } = await meetings.ring(amara, wanjiru);
  const [ringing, missed] = await take(stream, 2);
  await stream.return();
  expect(ringing?.data.callEvents).toEqual({ __typename: 'CallRinging', call: { id } });
  expect(missed?.data.callEvents).toEqual({ __typename: 'CallChanged', call: { state: 'MISSED' } });
  expect(await meetings.refusal(wanjiru, 'answerCall', id, { device: 'Laptop' })).toEqual(['CONFLICT']);
});

test('ringing that is given up again, or after an answer, changes nothing', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.talking(amara, wanjiru);
  const ctx = meetings.test.runtime.context(systemCaller('test'));
  await givingUpRinging.run(ctx, { callId: id });
  await givingUpRinging.run(ctx, { callId: 'call_00000000000000000000000000' });
  expect(await meetings.call(amara, id)).toMatchObject({ state: 'ACTIVE' });
});

test('whose device is silent is shown as reconnecting, and comes back with the next report', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, mine } = await meetings.talking(amara, wanjiru);
  await look(id);
  expect(await stateOf(wanjiru, id, 0)).toBe('JOINED');
  await age(mine.participant.id, 'seen_at', 13);
  await look(id);
  expect(await stateOf(wanjiru, id, 0)).toBe('RECONNECTING');
  expect(await report(amara, mine.participant.id)).toBe(true);
  expect(await stateOf(wanjiru, id, 0)).toBe('JOINED');
  await look(id);
  expect(await meetings.call(amara, id)).toMatchObject({ state: 'ACTIVE' });
});

test('who does not come back is lost, which ends the call for both', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, mine } = await meetings.talking(amara, wanjiru);
  await age(mine.participant.id, 'seen_at', 13);
  await look(id);
  await age(mine.participant.id, 'missed_since', 16);
  await look(id);
  expect(await meetings.call(wanjiru, id)).toMatchObject({ state: 'FAILED', endedBecause: 'LOST' });
  // What comes too late brings nothing back.
  const late = { participantId: mine.participant.id, key: aKey() };
  const sample = { roundTripMs: 1, jitterMs: 1, lossRatio: 0, bitrateKbps: 1 };
  expect(
    await meetings.codes(amara, `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`, {
      input: { ...late, sample },
    }),
  ).toEqual(['CONFLICT']);
});

test('a server that was away itself ends no call at its first look', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id, mine, theirs } = await meetings.talking(amara, wanjiru);
  for (const { participant } of [mine, theirs]) await age(participant.id, 'seen_at', 600);
  await look(id);
  expect(await meetings.call(amara, id)).toMatchObject({ state: 'ACTIVE' });
  await report(amara, mine.participant.id);
  await report(wanjiru, theirs.participant.id);
  await look(id);
  expect([await stateOf(amara, id, 0), await stateOf(amara, id, 1)]).toEqual(['JOINED', 'JOINED']);
});

test('a call whose caller never comes is lost', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id } = await meetings.ring(amara, wanjiru);
  await meetings.answer(wanjiru, id);
  await look(id);
  expect(await meetings.call(wanjiru, id)).toMatchObject({ state: 'ACTIVE' });
  await meetings.test.runtime.database.query(
    `update call set answered_at = clock_timestamp() - interval '26 seconds' where id = $1`,
    [id],
  );
  await look(id);
  expect(await meetings.call(wanjiru, id)).toMatchObject({ state: 'FAILED' });
});
