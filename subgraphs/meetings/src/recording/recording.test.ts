import { type Viewer, newId, transaction } from '@parley/kit';
import { take } from '@parley/kit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRouted } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import { type TestMeetings, aKey } from '../../test/meetings.js';
import { Recordings } from '../../test/recordings.js';
import { Rooms } from '../../test/rooms.js';
import { countSilence } from './presence.service.js';
import { retireRecordings } from './recording.job.js';

let meetings: TestMeetings & { readonly folder: string };
let rooms: Rooms;
let recordings: Recordings;
beforeAll(async () => {
  meetings = await startRouted({ RECORDING_ASK_SECONDS: 600 });
  rooms = new Rooms(meetings);
  recordings = new Recordings(rooms);
});
afterAll(() => meetings.stop());

/** A room of that many, the host first, all of them in it. */
async function aRoom(count: number) {
  const [host, others] = [await rooms.host(), await rooms.others(count - 1)];
  const { id } = await rooms.with(host, others);
  for (const person of [host, ...others]) await rooms.place(person, id);
  return { id, people: [host, ...others] as [Viewer, Viewer, Viewer] };
}

const statesOf = async (who: Viewer, recordingId: string): Promise<Record<string, string>> => {
  const recording = await recordings.read(who, recordingId);
  return Object.fromEntries(recording!.consents.map(({ person, state }) => [person.id, state]));
};

describe.runIf(hasJanus)('recordings', () => {
  test('everybody present is asked, and it begins with the last answer', async () => {
    const { id, people } = await aRoom(3);
    const [host, wanjiru, elise] = people;
    const asked = await recordings.start(host, id);
    expect(asked).toMatchObject({
      state: 'ASKING',
      startedAt: null,
      waitingForCount: 2,
      viewerConsent: { state: 'GIVEN' },
    });
    expect(await recordings.active(wanjiru, id)).toMatchObject({ viewerConsent: { state: 'ASKED' } });
    expect(await recordings.answer(wanjiru, id, true)).toMatchObject({ state: 'GIVEN' });
    expect(await recordings.active(host, id)).toMatchObject({ state: 'ASKING', waitingForCount: 1 });
    await recordings.answer(elise, id, false);
    const running = await recordings.active(host, id);
    expect(running).toMatchObject({
      state: 'RUNNING',
      waitingForCount: 0,
      excluded: [{ user: { id: elise.id } }],
    });
    expect(running?.startedAt).not.toBeNull();
    expect(await statesOf(host, asked.id)).toEqual({
      [host.id]: 'GIVEN',
      [wanjiru.id]: 'GIVEN',
      [elise.id]: 'DECLINED',
    });
  });

  test('where everybody else declines, nothing is recorded', async () => {
    const { id, people } = await aRoom(2);
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.answer(people[1], id, false);
    expect(await recordings.read(people[0], recordingId)).toMatchObject({
      state: 'REFUSED',
      startedAt: null,
    });
    expect(await recordings.active(people[0], id)).toBeNull();
  });

  test('who comes later is asked, and no recording waits for them', async () => {
    const [host, [wanjiru, late]] = [await rooms.host(), (await rooms.others(2)) as [Viewer, Viewer]];
    const { id } = await rooms.with(host, [wanjiru, late]);
    for (const person of [host, wanjiru]) await rooms.place(person, id);
    const { id: recordingId } = await recordings.start(host, id);
    await recordings.answer(wanjiru, id, true);
    await rooms.place(late, id);
    await meetings.drained();
    expect(await recordings.read(late, recordingId)).toMatchObject({
      state: 'RUNNING',
      viewerConsent: { state: 'ASKED' },
      waitingForCount: 1,
      excluded: [{ user: { id: late.id } }],
    });
    await recordings.answer(late, id, true);
    expect(await recordings.read(late, recordingId)).toMatchObject({ waitingForCount: 0, excluded: [] });
  });

  test('who leaves while it asks is waited for no longer', async () => {
    const { id, people } = await aRoom(3);
    const [host, wanjiru, elise] = people;
    await recordings.start(host, id);
    await recordings.answer(wanjiru, id, true);
    const { viewerParticipant } = (await rooms.read(elise, id))!;
    await rooms.do(elise, 'leaveMeeting', { participantId: viewerParticipant?.id });
    await meetings.drained();
    expect(await recordings.active(host, id)).toMatchObject({ state: 'RUNNING' });
  });

  test('what is taken back is given again, and the last who takes it back ends it', async () => {
    const { id, people } = await aRoom(2);
    const [host, wanjiru] = people;
    const { id: recordingId } = await recordings.start(host, id);
    await recordings.answer(wanjiru, id, true);
    expect(await recordings.withdraw(wanjiru, id)).toMatchObject({ state: 'WITHDRAWN' });
    expect(await recordings.active(host, id)).toMatchObject({ state: 'RUNNING' });
    expect(await recordings.answer(wanjiru, id, true)).toMatchObject({ state: 'GIVEN' });
    await recordings.withdraw(wanjiru, id);
    await recordings.withdraw(host, id);
    const over = await recordings.read(host, recordingId);
    expect(over?.state).not.toBe('RUNNING');
    expect(over?.stoppedAt).not.toBeNull();
  });

  test('silence means no', async () => {
    const { id, people } = await aRoom(3);
    const [host, wanjiru, elise] = people;
    const { id: recordingId } = await recordings.start(host, id);
    await recordings.answer(wanjiru, id, true);
    const count = () => transaction(meetings.context(), (inner) => countSilence(inner, recordingId));
    await count();
    // The time is not over yet.
    expect(await statesOf(host, recordingId)).toMatchObject({ [elise.id]: 'ASKED' });
    await meetings.test.runtime.database.query(
      `update consent set asks_until = now() where recording_id = $1 and state = 'ASKED'`,
      [recordingId],
    );
    await count();
    expect(await statesOf(host, recordingId)).toMatchObject({ [elise.id]: 'DECLINED' });
    expect(await recordings.active(host, id)).toMatchObject({ state: 'RUNNING' });
  });

  test('nobody answers for somebody else', async () => {
    const { id, people } = await aRoom(2);
    const [host, wanjiru] = people;
    const { id: recordingId } = await recordings.start(host, id);
    const theirs = (await recordings.active(wanjiru, id))?.viewerConsent?.id;
    expect(await recordings.refused(host, 'answerConsent', { consentId: theirs, give: true })).toEqual([
      'NOT_FOUND',
    ]);
    const [stranger] = (await rooms.others(1)) as [Viewer];
    expect(await recordings.refused(stranger, 'answerConsent', { consentId: theirs, give: true })).toEqual([
      'NOT_FOUND',
    ]);
    expect(await recordings.read(stranger, recordingId)).toBeNull();
    expect(await recordings.active(host, id)).toMatchObject({ state: 'ASKING' });
  });

  test('only hosts record, and those who may record at all', async () => {
    const { id, people } = await aRoom(2);
    const [host, wanjiru] = people;
    expect(await recordings.refused(wanjiru, 'startRecording', { meetingId: id })).toEqual(['FORBIDDEN']);
    const [admin] = (await meetings.people([{ permissions: ['MANAGE_PEOPLE'] }])) as [Viewer];
    const policy = { userId: host.id, mayRecord: false, key: aKey() };
    const set = `mutation ($input: SetCallPolicyInput!) { setCallPolicy(input: $input) { mayRecord } }`;
    expect(await meetings.must(admin, set, { input: policy })).toEqual({ mayRecord: false });
    expect(await recordings.refused(host, 'startRecording', { meetingId: id })).toEqual(['FORBIDDEN']);
    expect(await recordings.active(host, id)).toBeNull();
  });

  test('one at a time, by whoever is in it', async () => {
    const { id, people } = await aRoom(2);
    await recordings.start(people[0], id);
    expect(await recordings.refused(people[0], 'startRecording', { meetingId: id })).toEqual(['CONFLICT']);
    const host = await rooms.host();
    const empty = await rooms.with(host, []);
    expect(await recordings.refused(host, 'startRecording', { meetingId: empty.id })).toEqual(['CONFLICT']);
  });

  test('an encrypted room is recorded by nobody', async () => {
    const host = await rooms.host();
    const { id } = await rooms.with(host, [], { settings: { encryption: 'END_TO_END' } });
    await meetings.test.runtime.database.query(`update meeting set mode = 'ROUTED' where id = $1`, [id]);
    expect(await recordings.refused(host, 'startRecording', { meetingId: id })).toEqual(['CONFLICT']);
  });

  test('it is given up before it began, and stopped after, by a host, and deleted when it is over', async () => {
    const { id, people } = await aRoom(2);
    const [host, wanjiru] = people;
    const first = await recordings.start(host, id);
    expect(await recordings.refused(wanjiru, 'stopRecording', { recordingId: first.id })).toEqual([
      'FORBIDDEN',
    ]);
    expect(await recordings.refused(host, 'deleteRecording', { recordingId: first.id })).toEqual([
      'CONFLICT',
    ]);
    expect(await recordings.do(host, 'stopRecording', { recordingId: first.id })).toMatchObject({
      state: 'REFUSED',
    });
    const { id: recordingId } = await recordings.start(host, id);
    await recordings.answer(wanjiru, id, true);
    await recordings.do(host, 'markRecording', { recordingId, title: 'Budget' });
    const stopped = await recordings.do(host, 'stopRecording', { recordingId });
    expect(['STOPPED', 'PROCESSING', 'FAILED']).toContain(stopped.state);
    expect(stopped.expiresAt).not.toBeNull();
    expect(await recordings.refused(host, 'stopRecording', { recordingId })).toEqual(['CONFLICT']);
    expect(await recordings.refused(host, 'markRecording', { recordingId, title: 'Late' })).toEqual([
      'CONFLICT',
    ]);
    expect(await recordings.refused(wanjiru, 'deleteRecording', { recordingId })).toEqual(['FORBIDDEN']);
    await recordings.do(host, 'deleteRecording', { recordingId });
    expect(await recordings.read(host, recordingId)).toBeNull();
    const acts: { action: string }[] = await meetings.test.runtime.database.query(
      `select action from audit_entry where actor_id = $1 order by seq`,
      [host.id],
    );
    expect(acts.map(({ action }) => action).filter((action) => action.endsWith('Recording'))).toEqual(
      ['start', 'stop', 'start', 'stop', 'delete'].map((deed) => `${deed}Recording`),
    );
  });

  test('a meeting that ends ends its recording', async () => {
    const { id, people } = await aRoom(2);
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    await rooms.do(people[0], 'endMeeting', { meetingId: id });
    await meetings.drained();
    expect((await recordings.read(people[0], recordingId))?.stoppedAt).not.toBeNull();
  });

  test('recording changes nobody’s role', async () => {
    const { id, people } = await aRoom(3);
    const before = await rooms.people(people[0], id);
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    await recordings.answer(people[2], id, false);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    expect((await rooms.people(people[0], id)).map(({ role }) => role)).toEqual(
      before.map(({ role }) => role),
    );
  });

  test('everybody in the meeting hears of it', async () => {
    const { id, people } = await aRoom(2);
    const { liveCursor } = (await rooms.read(people[1], id))!;
    const events = meetings.as(people[1]).follow(
      `subscription ($id: ID!, $after: Cursor) { meetingEvents(meetingId: $id, after: $after) {
         __typename ... on RecordingChanged { recording { state waitingForCount } } } }`,
      { id, after: liveCursor },
    );
    await recordings.start(people[0], id);
    const told = await take(events, 2);
    await events.return();
    expect(told.map(({ data }) => data.meetingEvents)).toContainEqual({
      __typename: 'RecordingChanged',
      recording: { state: 'ASKING', waitingForCount: 1 },
    });
  });

  test('what a legal hold keeps is neither removed nor deleted, until it is lifted', async () => {
    const { id, people } = await aRoom(2);
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await meetings.test.runtime.database.query('update recording set expires_at = now() where id = $1', [
      recordingId,
    ]);
    const { organizationId } = people[1];
    const hold = { holdId: newId('legal_hold'), organizationId, userIds: [people[1].id], channelIds: [] };
    await meetings.sayInIdentity(`organization:${organizationId}`, 'legalHoldChanged', {
      ...hold,
      lifted: false,
    });
    await retireRecordings(meetings.context());
    expect(await recordings.refused(people[0], 'deleteRecording', { recordingId })).toEqual(['CONFLICT']);
    expect(await recordings.read(people[0], recordingId)).toMatchObject({
      id: recordingId,
      state: 'REFUSED',
    });
    await meetings.sayInIdentity(`organization:${organizationId}`, 'legalHoldChanged', {
      ...hold,
      lifted: true,
    });
    await retireRecordings(meetings.context());
    expect(await recordings.read(people[0], recordingId)).toBeNull();
  });

  test('what is kept no longer is removed, and files are told', async () => {
    const { id, people } = await aRoom(2);
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    const { database } = meetings.test.runtime;
    const fileId = newId('file');
    const set = `update recording set expires_at = now(), file_id = $2, state = 'READY' where id = $1`;
    await database.query(set, [recordingId, fileId]);
    await retireRecordings(meetings.context());
    expect(await recordings.read(people[0], recordingId)).toBeNull();
    const told: unknown[] = await database.query(`select kind from log where stream = $1`, [
      `told:${recordingId}`,
    ]);
    expect(told).toEqual([{ kind: 'recordingForgotten' }]);
  });
});
