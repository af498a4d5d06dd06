import type { Viewer } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings, take } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const REPORT = `query ($id: ID!, $participantId: ID, $every: Interval!) { meeting(id: $id) { qualityReport {
  averageScore worst { participant { id } quality { score roundTripMs jitterMs lossRatio bitrateKbps } }
  samples(participantId: $participantId, every: $every) { score roundTripMs at } } } }`;

const good = { roundTripMs: 40, jitterMs: 2, lossRatio: 0, bitrateKbps: 900 };
const bad = { roundTripMs: 900, jitterMs: 60, lossRatio: 0.2, bitrateKbps: 80 };

const measure = (who: Viewer, participantId: string, sample: object): Promise<boolean> =>
  meetings.must(who, `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`, {
    input: { participantId, sample, key: aKey() },
  }) as Promise<boolean>;

const reportFor = async (who: Viewer, id: string, more: object = {}) =>
  (await meetings.must(who, REPORT, { id, every: 'DAY', ...more }))?.qualityReport;

/** A room of two who are in it, and one who waits to be let in. */
async function aRoom() {
  const host = await rooms.host();
  const [bo, cleo] = (await rooms.others(2)) as [Viewer, Viewer];
  const { id } = await rooms.with(host, [bo]);
  const [ofHost, ofBo] = [await rooms.place(host, id), await rooms.place(bo, id)];
  return { host, bo, cleo, id, ofHost: ofHost.id, ofBo: ofBo.id };
}

test('a report has the average, the worst first, and steps over time, also after the end', async () => {
  const { host, bo, cleo, id, ofHost, ofBo } = await aRoom();
  expect((await reportFor(host, id)) ?? null).toBe(null);
  await measure(host, ofHost, good);
  for (const sample of [good, bad, bad]) await measure(bo, ofBo, sample);
  await rooms.do(host, 'endMeeting', { meetingId: id });
  const report = await reportFor(bo, id);
  const [first, second] = report.worst;
  expect([first.participant.id, second.participant.id]).toEqual([ofBo, ofHost]);
  expect(first.quality).toMatchObject({ roundTripMs: 613, lossRatio: 0.1333, bitrateKbps: 353 });
  expect(second.quality).toMatchObject({ score: 4.38, ...good });
  const mean = (Number(first.quality.score) * 3 + Number(second.quality.score)) / 4;
  expect(report.averageScore).toBeCloseTo(mean, 1);
  expect(report.samples.length).toBeGreaterThan(0);
  const own = await reportFor(bo, id, { participantId: ofHost });
  expect(own.samples).toMatchObject([{ score: 4.38, roundTripMs: 40 }]);
  expect(await reportFor(cleo, id)).toBe(undefined);
});

test('more steps than can be told are refused', async () => {
  const { host, id, ofHost } = await aRoom();
  await meetings.test.runtime.database.query(
    `insert into quality_sample select $1, timestamptz '2026-01-01Z' + n * interval '10 seconds', 4, 1, 1, 0, 1
     from generate_series(1, 1001) n`,
    [ofHost],
  );
  expect(await meetings.codes(host, REPORT, { id, every: 'TEN_SECONDS' })).toEqual(['INVALID']);
  expect((await reportFor(host, id, { every: 'MINUTE' })).samples).toHaveLength(167);
});

test('a report takes as many statements however many there are', async () => {
  const { host, bo, id, ofHost, ofBo } = await aRoom();
  await measure(host, ofHost, good);
  await measure(bo, ofBo, good);
  await expectQueries(meetings.test, 7, () => reportFor(host, id) as Promise<unknown>);
});

test('a connection that stays bad is told once, and once more after it was good', async () => {
  const { host, bo, id, ofBo } = await aRoom();
  const { liveCursor } = (await rooms.read(host, id)) as { liveCursor: string };
  const events = meetings.as(host).follow(
    `subscription ($id: ID!, $after: Cursor) { meetingEvents(meetingId: $id, after: $after) { __typename
       ... on QualityDropped { score participant { id } } } }`,
    { id, after: liveCursor },
  );
  const samples = [bad, bad, bad, bad, good, good, bad, good, good, good, bad, bad, bad];
  for (const sample of samples) await measure(bo, ofBo, sample);
  await rooms.do(host, 'endMeeting', { meetingId: id });
  const kinds: unknown[] = [];
  while (!kinds.some((each) => (each as { __typename: string }).__typename === 'MeetingChanged')) {
    const [{ data }] = (await take(events, 1)) as [{ data: { meetingEvents: unknown } }];
    kinds.push(data.meetingEvents);
  }
  await events.return();
  const told = kinds.filter((each) => (each as { __typename: string }).__typename === 'QualityDropped');
  expect(told).toEqual([
    { __typename: 'QualityDropped', score: 1, participant: { id: ofBo } },
    { __typename: 'QualityDropped', score: 1, participant: { id: ofBo } },
  ]);
});

test('those who look are shown whose connection is another than before', async () => {
  const { host, bo, id, ofBo } = await aRoom();
  const signals = meetings.as(host).follow(
    `subscription ($id: ID!) { meetingSignals(meetingId: $id) { __typename
       ... on QualityMeasured { participantId quality { score roundTripMs } } } }`,
    { id },
  );
  const heard = take(signals, 3);
  for (const sample of [good, good, bad, bad, good]) await measure(bo, ofBo, sample);
  expect((await heard).map(({ data }) => data.meetingSignals)).toMatchObject([
    { __typename: 'QualityMeasured', participantId: ofBo, quality: { score: 4.38, roundTripMs: 40 } },
    { quality: { score: 1, roundTripMs: 900 } },
    { quality: { score: 4.38 } },
  ]);
  await signals.return();
});
