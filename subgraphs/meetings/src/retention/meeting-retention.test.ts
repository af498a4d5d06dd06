import { type Viewer, newId, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';
import { forgetOld } from './meeting-retention.service.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const SET = `mutation ($input: SetMeetingRetentionInput!) { setMeetingRetention(input: $input) { keepDays isDefault } }`;
const DAY_MS = 86_400_000;

const set = (who: Viewer, keepDays: number | null): Promise<unknown> =>
  meetings.must(who, SET, { input: { keepDays, key: aKey() } }) as Promise<unknown>;

/** A meeting that is over and left a trace of every kind. */
async function aMeeting(organizationId: string) {
  const host = await rooms.host({ organizationId, permissions: ['CREATE_MEETINGS', 'MANAGE_RETENTION'] });
  const [bo] = (await meetings.people([{ organizationId }])) as [Viewer];
  const { id } = await rooms.with(host, [bo]);
  const { id: participantId } = await rooms.place(bo, id);
  const sample = { roundTripMs: 1, jitterMs: 1, lossRatio: 0, bitrateKbps: 1 };
  await meetings.must(bo, `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`, {
    input: { participantId, sample, key: aKey() },
  });
  await rooms.do(host, 'endMeeting', { meetingId: id });
  const text = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello';
  await meetings.must(
    host,
    `mutation ($input: ImportTranscriptInput!) { importTranscript(input: $input) { id } }`,
    {
      input: { meetingId: id, text, key: aKey() },
    },
  );
  return { host, bo, id };
}

/** What is left of a meeting. */
async function leftOf(host: Viewer, id: string): Promise<readonly boolean[]> {
  const document = `query ($id: ID!) { meeting(id: $id) {
    transcript { id } qualityReport { averageScore } attendance { nodes { seconds } } } }`;
  const { transcript, qualityReport, attendance } = await meetings.must(host, document, { id });
  return [transcript !== null, qualityReport !== null, attendance.nodes.length > 0];
}

/** Runs the job as if so many days had passed. */
const after = (days: number): Promise<void> =>
  forgetOld(meetings.test.runtime.context(systemCaller('test')), new Date(Date.now() + days * DAY_MS), 1);

test('what stays of meetings goes after a year, or when an organisation says; others keep theirs', async () => {
  const [ours, theirs] = [await aMeeting(newId('organization')), await aMeeting(newId('organization'))];
  const read = `{ meetingRetention { keepDays isDefault } }`;
  expect(await meetings.must(ours.host, read)).toEqual({ keepDays: 365, isDefault: true });
  expect(await set(ours.host, 30)).toEqual({ keepDays: 30, isDefault: false });
  await after(29);
  expect(await leftOf(ours.host, ours.id)).toEqual([true, true, true]);
  await after(31);
  expect(await leftOf(ours.host, ours.id)).toEqual([false, false, false]);
  expect(await leftOf(theirs.host, theirs.id)).toEqual([true, true, true]);
  await after(366);
  expect(await leftOf(theirs.host, theirs.id)).toEqual([false, false, false]);
  expect(await set(ours.host, null)).toEqual({ keepDays: 365, isDefault: true });
});

test('what a legal hold names is kept until it is lifted', async () => {
  const organizationId = newId('organization');
  const { host, bo, id } = await aMeeting(organizationId);
  const holdId = newId('legal_hold');
  const told = { holdId, organizationId, userIds: [bo.id], channelIds: [], lifted: false };
  await meetings.sayInIdentity(`organization:${organizationId}`, 'legalHoldChanged', told);
  await after(400);
  expect(await leftOf(host, id)).toEqual([true, true, true]);
  await meetings.sayInIdentity(`organization:${organizationId}`, 'legalHoldChanged', {
    ...told,
    lifted: true,
  });
  await after(400);
  expect(await leftOf(host, id)).toEqual([false, false, false]);
});

test('only who manages retention sets it, within bounds; who did not is written down', async () => {
  const { host, bo } = await aMeeting(newId('organization'));
  expect(await meetings.codes(bo, SET, { input: { keepDays: 1, key: aKey() } })).toEqual(['FORBIDDEN']);
  expect(await meetings.codes(host, SET, { input: { keepDays: 0, key: aKey() } })).toEqual(['INVALID']);
  await set(host, 10);
  const rows: unknown = await meetings.test.runtime.database.query(
    `select actor_id, refused from audit_entry where action = 'setMeetingRetention' and target_id = $1 order by at`,
    [host.organizationId],
  );
  expect(rows).toEqual([
    { actor_id: bo.id, refused: true },
    { actor_id: host.id, refused: false },
  ]);
});
