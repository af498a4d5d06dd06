import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { type Viewer, newId, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device, startRouted } from '../../test/devices.js';
import { Film } from '../../test/film.js';
import { aFolder, hasJanus } from '../../test/janus-media.js';
import type { TestMeetings } from '../../test/meetings.js';
import { colourAt, probe } from '../../test/played.js';
import { Recordings } from '../../test/recordings.js';
import { Rooms } from '../../test/rooms.js';
import type { MeetingsContext } from '../context.js';
import { lookAfterRecordings } from './recording.job.js';

const PATIENCE = { timeout: 20_000, interval: 50 };

let meetings: TestMeetings & { readonly folder: string };
let rooms: Rooms;
let recordings: Recordings;
beforeAll(async () => {
  meetings = await startRouted();
  rooms = new Rooms(meetings);
  recordings = new Recordings(rooms);
});
afterAll(() => meetings.stop());

/** A room of that many whose devices all send, the host first. */
async function sending(count: number) {
  const [host, others] = [await rooms.host(), await rooms.others(count - 1)];
  const { id } = await rooms.with(host, others);
  const people = [host, ...others] as [Viewer, Viewer, Viewer];
  const devices: Device[] = [];
  for (const person of people) devices.push(await arriving(person, id));
  return { id, people, devices: devices as [Device, Device, Device] };
}

async function arriving(person: Viewer, id: string): Promise<Device> {
  const device = await Device.in(rooms, person, id);
  await device.ready();
  await device.publish();
  return device;
}

/** How many bytes of whom are there, by the id of the participant; of tracks that were begun alone. */
async function bytesOf(meetingId: string): Promise<Record<string, number>> {
  const rows: { id: string; participant_id: string }[] = await meetings.test.runtime.database.query(
    `select w.id, w.participant_id from writing w join participant p on p.id = w.participant_id where p.meeting_id = $1`,
    [meetingId],
  );
  const folder = join(meetings.folder, 'recordings', meetingId);
  const bytes: Record<string, number> = {};
  for (const file of await readdir(folder).catch(() => [])) {
    const whose = rows.find(({ id }) => file.startsWith(id))?.participant_id ?? file;
    bytes[whose] = (bytes[whose] ?? 0) + (await stat(join(folder, file))).size;
  }
  return bytes;
}

const isWritten = (meetingId: string, { id }: Device, least = 20_000) =>
  expect.poll(async () => (await bytesOf(meetingId))[id] ?? 0, PATIENCE).toBeGreaterThan(least);

const until = (who: Viewer, id: string, state: string) =>
  expect.poll(async () => (await recordings.read(who, id))?.state, PATIENCE).toBe(state);

describe.runIf(hasJanus)('what is written', () => {
  test('no byte before everybody has answered, and none of who declined', async () => {
    const { id, people, devices } = await sending(3);
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    // Two have agreed, and one has not answered: as long as that lasts nothing is there.
    await meetings.drained();
    expect(await bytesOf(id)).toEqual({});
    await recordings.answer(people[2], id, false);
    await isWritten(id, devices[0]);
    await isWritten(id, devices[1]);
    expect(Object.keys(await bytesOf(id)).sort()).toEqual([devices[0].id, devices[1].id].sort());
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
    const { id, people, devices } = await sending(2);
    await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    await isWritten(id, devices[0]);
    await isWritten(id, devices[1]);
    const before = performance.now();
    await recordings.withdraw(people[1], id);
    await expect.poll(() => endedWriting(devices[1].id), PATIENCE).toBe(true);
    expect(performance.now() - before).toBeLessThan(2_000);
    const [then, others] = [(await bytesOf(id))[devices[1].id], (await bytesOf(id))[devices[0].id] ?? 0];
    await isWritten(id, devices[0], others + 50_000);
    expect((await bytesOf(id))[devices[1].id]).toBe(then);
    await recordings.answer(people[1], id, true);
    await isWritten(id, devices[1], (then ?? 0) + 20_000);
  });

  test('who comes later is written once they have agreed', async () => {
    const [host, [wanjiru, late]] = [await rooms.host(), (await rooms.others(2)) as [Viewer, Viewer]];
    const { id } = await rooms.with(host, [wanjiru, late]);
    const [one] = [await arriving(host, id), await arriving(wanjiru, id)];
    await recordings.start(host, id);
    await recordings.answer(wanjiru, id, true);
    await isWritten(id, one);
    const device = await arriving(late, id);
    await meetings.drained();
    const before = (await bytesOf(id))[one.id] ?? 0;
    await isWritten(id, one, before + 30_000);
    expect((await bytesOf(id))[device.id]).toBeUndefined();
    await recordings.answer(late, id, true);
    await isWritten(id, device);
  });

  test('it becomes a film that files take, and nothing stays here', async () => {
    const { id, people, devices } = await sending(2);
    const [red, blue] = [
      await Film.play(devices[0].speaker!, { colour: 'red', tone: 400 }),
      await Film.play(devices[1].speaker!, { colour: 'blue', tone: 2_000 }),
    ];
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    await isWritten(id, devices[1], 15_000);
    await recordings.do(people[0], 'markRecording', { recordingId, title: 'Budget' });
    await isWritten(id, devices[1], 30_000);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all([red.stop(), blue.stop()]);
    await expect.poll(() => told(recordingId), PATIENCE).not.toBeNull();
    const film = await told(recordingId);
    expect(film).toMatchObject({ ownerId: people[0].id, audienceIds: [people[0].id, people[1].id].sort() });
    const path = join(await aFolder(), 'film.mp4');
    const parcel = await meetings.test.runtime.feed.parcel!(recordingId);
    await pipeline(parcel, createWriteStream(path));
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
    await meetings.sayInFiles(`told:${fileId}`, 'recordingTaken', { recordingId, fileId });
    expect(await recordings.read(people[0], recordingId)).toMatchObject({
      state: 'READY',
      file: { id: fileId },
    });
    await expect.poll(() => bytesOf(id), PATIENCE).toEqual({});
    // Hearing it again changes nothing.
    await meetings.sayInFiles(`told:${fileId}`, 'recordingTaken', { recordingId, fileId: newId('file') });
    expect(await recordings.read(people[0], recordingId)).toMatchObject({ file: { id: fileId } });
  }, 60_000);

  test('what a process was making when it was killed another one makes, once, and nothing stays here', async () => {
    const { id, people, devices } = await sending(2);
    const films = [
      await Film.play(devices[0].speaker!, { colour: 'red', tone: 400 }),
      await Film.play(devices[1].speaker!, { colour: 'blue', tone: 2_000 }),
    ];
    const { id: recordingId } = await recordings.start(people[0], id);
    await recordings.answer(people[1], id, true);
    await isWritten(id, devices[0], 15_000);
    await isWritten(id, devices[1], 15_000);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all(films.map((film) => film.stop()));
    await expect.poll(() => told(recordingId), PATIENCE).not.toBeNull();
    const path = await asKilled(id, recordingId);
    const ctx = meetings.test.runtime.context(systemCaller('test')) as MeetingsContext;
    // Two processes look at the same time.
    await Promise.all([lookAfterRecordings(ctx), lookAfterRecordings(ctx)]);
    const film = await told(recordingId);
    expect((await stat(path)).size).toBe(film?.size);
    expect((await probe(path)).streams).toEqual(['video h264', 'audio aac']);
    const fileId = newId('file');
    await meetings.sayInFiles(`told:${fileId}`, 'recordingTaken', { recordingId, fileId });
    await expect.poll(() => bytesOf(id), PATIENCE).toEqual({});
    // Nor does anybody make it again.
    await lookAfterRecordings(ctx);
    expect(await bytesOf(id)).toEqual({});
    expect(await recordings.read(people[0], recordingId)).toMatchObject({
      state: 'READY',
      file: { id: fileId },
    });
  }, 60_000);

  test('where nobody was heard or seen, it says so', async () => {
    const host = await rooms.host();
    const { id } = await rooms.with(host, []);
    await rooms.place(host, id);
    const { id: recordingId } = await recordings.start(host, id);
    await recordings.do(host, 'stopRecording', { recordingId });
    await until(host, recordingId, 'FAILED');
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
  const path = join(meetings.folder, 'recordings', meetingId, `${recordingId}.mp4`);
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

interface Told {
  readonly ownerId: string;
  readonly audienceIds: readonly string[];
  readonly size: number;
}

async function told(recordingId: string): Promise<Told | null> {
  const rows: { data: Told }[] = await meetings.test.runtime.database.query(
    `select data from log where stream = $1 and kind = 'recordingMade'`,
    [`told:${recordingId}`],
  );
  return rows[0]?.data ?? null;
}
