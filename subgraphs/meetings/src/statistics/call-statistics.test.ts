import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';

let meetings: TestMeetings;
beforeAll(async () => {
  meetings = await startMeetings();
});
afterAll(() => meetings.stop());

const STATISTICS = `query ($from: DateTime!, $to: DateTime!) { callStatistics(from: $from, to: $to) {
  callCount answeredCount lostCount seconds averageScore } }`;
const span = (from: number, to: number) => ({
  from: new Date(Date.now() + from).toISOString(),
  to: new Date(Date.now() + to).toISOString(),
});
const HOUR = 3_600_000;

test('calls of an organisation are counted, with how long and how good they were', async () => {
  const organizationId = newId('organization');
  const [amara, wanjiru, auditor] = (await meetings.people([
    { organizationId },
    { organizationId },
    { organizationId, permissions: ['SEE_AUDIT'] },
  ])) as [Viewer, Viewer, Viewer];
  const none = { callCount: 0, answeredCount: 0, lostCount: 0, seconds: 0, averageScore: null };
  expect(await meetings.must(auditor, STATISTICS, span(-HOUR, HOUR))).toEqual(none);
  const { id, mine } = await meetings.talking(amara, wanjiru);
  const sample = { roundTripMs: 0, jitterMs: 0, lossRatio: 0, bitrateKbps: 500 };
  await meetings.must(amara, `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`, {
    input: { participantId: mine.participant.id, sample, key: aKey() },
  });
  await meetings.test.runtime.database.query(
    `update call set answered_at = clock_timestamp() - interval '90 seconds' where id = $1`,
    [id],
  );
  await meetings.act(amara, 'hangUpCall', id);
  const ringing = await meetings.ring(amara, wanjiru);
  await meetings.act(wanjiru, 'rejectCall', ringing.id);
  await meetings.ring(amara, wanjiru);
  await meetings.talking(...(await meetings.two()));
  expect(await meetings.must(auditor, STATISTICS, span(-HOUR, HOUR))).toEqual({
    ...{ callCount: 2, answeredCount: 1, lostCount: 0, seconds: 90, averageScore: 4.39 },
  });
  expect(await meetings.must(auditor, STATISTICS, span(HOUR, 2 * HOUR))).toEqual(none);
  expect(await meetings.codes(amara, STATISTICS, span(-HOUR, HOUR))).toEqual(['FORBIDDEN']);
  expect(await meetings.codes(auditor, STATISTICS, span(HOUR, 0))).toEqual(['INVALID']);
  expect(await meetings.codes(auditor, STATISTICS, span(0, 400 * 24 * HOUR))).toEqual(['INVALID']);
});
