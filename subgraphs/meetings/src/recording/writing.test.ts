import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Viewer, newId, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasJanus } from '../../test/janus-media.js';
import type { TestMeetings } from '../../test/meetings.js';
import { colourAt, probe } from '../../test/played.js';
import type { Rooms } from '../../test/rooms.js';
import { PATIENCE, WrittenRecordings } from '../../test/written.js';
import type { MeetingsContext } from '../context.js';
import { lookAfterRecordings, retireRecordings } from './recording.job.js';

let meetings: TestMeetings;
let rooms: Rooms;
let recordings: WrittenRecordings;
beforeAll(async () => {
  recordings = await WrittenRecordings.open();
  ({ meetings, rooms } = recordings);
});
afterAll(() => recordings.stop());

describe.runIf(hasJanus)('what is written', () => {
  test('no byte before everybody has answered, and none of who declined', async () => {
    const { id, people, devices } = await recordings.sending(3);
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    // Two have agreed, and one has not answered: as long as that lasts nothing is there.
    await meetings.drained();
    expect(await recordings.bytesOf(id)).toEqual({});
    await recordings.answer(people[2], id, false);
    await recordings.isWritten(id, devices[0]);
    await recordings.isWritten(id, devices[1]);
    expect(Object.keys(await recordings.bytesOf(id)).sort()).toEqual([devices[0].id, devices[1].id].sort());
    const shown = await meetings.must(
      people[2],
      'query ($id: ID!) { meeting(id: $id) { participants { nodes { id recorded } } } }',
      { id },
    );
    const recorded = shown.participants.nodes.filter((each: { recorded: boolean }) => each.recorded);
    expect(recorded.map((each: { id: string }) => each.id).sort()).toEqual(
      [devices[0].id, devices[1].id].sort(),
    );
    await recordings.do(people[0], 'stopRecording', { recordingId });
  });

  test('within two seconds of taking it back nothing more is written of them, and of others everything', async () => {
    const { id, people, devices } = await recordings.sending(2);
    await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    await recordings.isWritten(id, devices[0]);
    await recordings.isWritten(id, devices[1]);
    const before = performance.now();
    await recordings.withdraw(people[1], id);
    await expect.poll(() => endedWriting(devices[1].id), PATIENCE).toBe(true);
    expect(performance.now() - before).toBeLessThan(2_000);
    const [then, others] = [
      (await recordings.bytesOf(id))[devices[1].id],
      (await recordings.bytesOf(id))[devices[0].id] ?? 0,
    ];
    await recordings.isWritten(id, devices[0], others + 50_000);
    expect((await recordings.bytesOf(id))[devices[1].id]).toBe(then);
    await recordings.answer(people[1], id, true);
    await recordings.isWritten(id, devices[1], (then ?? 0) + 20_000);
  });

  test('who comes later is written once they have agreed', async () => {
    const [host, [wanjiru, late]] = [await rooms.host(), (await rooms.others(2)) as [Viewer, Viewer]];
    const { id } = await rooms.with(host, [wanjiru, late]);
    const [one] = [await recordings.arriving(host, id), await recordings.arriving(wanjiru, id)];
    await recordings.start(host, id);
    await recordings.answer(wanjiru, id, true);
    await recordings.isWritten(id, one);
    const device = await recordings.arriving(late, id);
    await meetings.drained();
    const before = (await recordings.bytesOf(id))[one.id] ?? 0;
    await recordings.isWritten(id, one, before + 30_000);
    expect((await recordings.bytesOf(id))[device.id]).toBeUndefined();
    await recordings.answer(late, id, true);
    await recordings.isWritten(id, device);
  });

  test('it becomes a film that files take, and nothing stays here', async () => {
    const { id, people, devices } = await recordings.sending(2);
    const films = await recordings.playing(devices);
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    await recordings.isWritten(id, devices[1], 15_000);
    await recordings.do(people[0], 'markRecording', { recordingId, title: 'Budget' });
    await recordings.isWritten(id, devices[1], 30_000);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all(films.map((film) => film.stop()));
    const path = await recordings.fetched(recordingId);
    const film = await recordings.told(recordingId);
    expect(film).toMatchObject({ ownerId: people[0].id, audienceIds: [people[0].id, people[1].id].sort() });
    const played = await probe(path);
    expect(played.size).toBe(film?.size);
    expect(played.streams).toEqual(['video h264', 'audio aac']);
    expect(played.chapters.map(({ title }) => title)).toContain('Budget');
    const middle = played.seconds / 2;
    expect(
      [
        await colourAt(path, middle, { x: 320, y: 300 }),
        await colourAt(path, middle, { x: 960, y: 300 }),
      ].sort(),
    ).toEqual(['blue', 'red']);
    const fileId = newId('file');
    await recordings.taken(recordingId, fileId);
    expect(await recordings.read(people[0], recordingId)).toMatchObject({
      state: 'READY',
      file: { id: fileId },
    });
    await expect.poll(() => recordings.bytesOf(id), PATIENCE).toEqual({});
    // Hearing it again changes nothing.
    await recordings.taken(recordingId, newId('file'));
    expect(await recordings.read(people[0], recordingId)).toMatchObject({ file: { id: fileId } });
  }, 60_000);

  test('what a process was making when it was killed another one makes, once, and nothing stays here', async () => {
    const { id, people, recordingId, films } = await recordings.running();
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all(films.map((film) => film.stop()));
    await expect.poll(() => recordings.told(recordingId), PATIENCE).not.toBeNull();
    const path = await asKilled(id, recordingId);
    const ctx = meetings.test.runtime.context(systemCaller('test')) as MeetingsContext;
    // Two processes look at the same time.
    await Promise.all([lookAfterRecordings(ctx), lookAfterRecordings(ctx)]);
    const film = await recordings.told(recordingId);
    expect((await stat(path)).size).toBe(film?.size);
    expect((await probe(path)).streams).toEqual(['video h264', 'audio aac']);
    const fileId = newId('file');
    await recordings.taken(recordingId, fileId);
    await expect.poll(() => recordings.bytesOf(id), PATIENCE).toEqual({});
    // Nor does anybody make it again.
    await lookAfterRecordings(ctx);
    expect(await recordings.bytesOf(id)).toEqual({});
    expect(await recordings.read(people[0], recordingId)).toMatchObject({
      state: 'READY',
      file: { id: fileId },
    });
  }, 60_000);

  test('a film goes with all that was written when its time is over, and stays while somebody in it is held', async () => {
    const { id, people, recordingId, films } = await recordings.running();
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all(films.map((film) => film.stop()));
    await recordings.fetched(recordingId);
    const [held, { organizationId }] = [people[1].id, people[1]];
    const hold = { holdId: newId('legal_hold'), organizationId, userIds: [held], channelIds: [] };
    const stream = `organization:${organizationId}`;
    await meetings.sayInIdentity(stream, 'legalHoldChanged', { ...hold, lifted: false });
    await recordings.rows('update recording set expires_at = now() where id = $1', [recordingId]);
    await retireRecordings(meetings.context());
    const played = await probe(await recordings.fetched(recordingId));
    expect(played.streams).toEqual(['video h264', 'audio aac']);
    await meetings.sayInIdentity(stream, 'legalHoldChanged', { ...hold, lifted: true });
    await retireRecordings(meetings.context());
    expect(await recordings.read(people[0], recordingId)).toBeNull();
    await expect.poll(() => recordings.bytesOf(id), PATIENCE).toEqual({});
    const told = await recordings.rows('select kind from log where stream = $1 order by seq', [
      `told:${recordingId}`,
    ]);
    expect(told).toEqual([{ kind: 'recordingMade' }, { kind: 'recordingForgotten' }]);
  }, 60_000);

  test('where nobody was heard or seen, it says so', async () => {
    const host = await rooms.host();
    const { id } = await rooms.with(host, []);
    await rooms.place(host, id);
    const { id: recordingId } = await recordings.start(host, id);
    await recordings.do(host, 'stopRecording', { recordingId });
    await recordings.until(host, recordingId, 'FAILED');
    expect((await recordings.read(host, recordingId))?.failedBecause).toBe(
      'Nobody who agreed was heard or seen while it ran.',
    );
  });
});

/** Rows and files as they are left by a process that was killed in the middle of making a film. @returns where it goes */
async function asKilled(meetingId: string, recordingId: string): Promise<string> {
  const { database } = meetings.test.runtime;
  await database.query(`delete from log where stream = $1 and kind = 'recordingMade'`, [
    `told:${recordingId}`,
  ]);
  await database.query(
    `update recording set told_at = null, stopped_at = clock_timestamp() - interval '3 minutes',
       worked_at = clock_timestamp() - interval '2 minutes' where id = $1`,
    [recordingId],
  );
  const path = recordings.filmOf(meetingId, recordingId);
  await rm(path);
  await mkdir(`${path}.parts`);
  await writeFile(join(`${path}.parts`, 'film.mp4'), 'half a film');
  return path;
}

async function endedWriting(participantId: string): Promise<boolean> {
  const rows: { ended: boolean }[] = await meetings.test.runtime.database.query(
    `select ended_at is not null as ended from writing where participant_id = $1`,
    [participantId],
  );
  return rows.length > 0 && rows.every(({ ended }) => ended);
}
