import { mkdir, rmdir, stat } from 'node:fs/promises';
import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { janusOf } from '../../test/devices.js';
import { hasJanus } from '../../test/janus-media.js';
import { colourAt, probe } from '../../test/played.js';
import { processesOf } from '../../test/processes.js';
import { PATIENCE, WrittenRecordings } from '../../test/written.js';
import { lookAfterRecordings } from './recording.job.js';

let recordings: WrittenRecordings;
beforeAll(async () => {
  recordings = await WrittenRecordings.open();
});
afterAll(() => recordings.stop());

/** A recording that is being made a film of. */
async function making() {
  const { id, people, recordingId, films } = await recordings.running();
  await recordings.do(people[0], 'stopRecording', { recordingId });
  await Promise.all(films.map((film) => film.stop()));
  return { id, host: people[0], other: people[1], recordingId };
}

/** Kills the program that makes a film as soon as it runs. */
const killMaker = (recordingId: string) =>
  expect
    .poll(
      () => {
        const makers = processesOf('ffmpeg', `${recordingId}.mp4.parts/film.mp4`);
        for (const pid of makers) process.kill(pid, 'SIGKILL');
        return makers.length;
      },
      { ...PATIENCE, interval: 5 },
    )
    .toBeGreaterThan(0);

async function attemptsAt(recordingId: string): Promise<number | undefined> {
  const [row] = await recordings.rows<{ attempts: number }>('select attempts from recording where id = $1', [
    recordingId,
  ]);
  return row?.attempts;
}

/** Nobody has said for two minutes that they make it. */
const passTime = (recordingId: string) =>
  recordings.rows(
    `update recording set stopped_at = stopped_at - interval '3 minutes', worked_at = worked_at - interval '2 minutes'
     where id = $1`,
    [recordingId],
  );

/** Kills the media server, and takes new seats as soon as there is another one. */
async function killJanus({ id, people, devices, films }: Awaited<ReturnType<typeof recordings.running>>) {
  await recordings.hasPictures(id);
  process.kill(janusOf(recordings.meetings.folder), 'SIGKILL');
  const both = [devices[0], devices[1]];
  await Promise.all(both.map((device) => device.until('LOST')));
  await Promise.all(films.map((film) => film.stop()));
  await expect.poll(() => recordedIn(people[0], id), PATIENCE).toEqual([]);
  return async () => {
    await expect.poll(async () => (await recordings.rooms.read(people[0], id))?.mediaMissing).toBeNull();
    for (const device of both) {
      await device.renew();
      await device.ready();
      await device.publish();
    }
    return recordings.playing(devices);
  };
}

/** Of whom something is written at this moment, as somebody in the room sees it. */
async function recordedIn(who: Viewer, id: string): Promise<readonly string[]> {
  const query = 'query ($id: ID!) { meeting(id: $id) { participants { nodes { id recorded } } } }';
  const { participants } = await recordings.meetings.must(who, query, { id });
  const nodes = participants.nodes as readonly { readonly id: string; readonly recorded: boolean }[];
  return nodes.filter(({ recorded }) => recorded).map((each) => each.id);
}

describe.runIf(hasJanus)('a media server that is killed', () => {
  test('leaves what was written until then, and the recording goes on in the same film and says so', async () => {
    const running = await recordings.running();
    const { id, people, devices, recordingId } = running;
    expect((await recordings.read(people[0], recordingId))?.interruptedAt).toBeNull();
    const comeBack = await killJanus(running);
    const { state, interruptedAt } = (await recordings.read(people[1], recordingId))!;
    expect(state).toBe('RUNNING');
    const before = await recordings.bytesOf(id);
    const films = await comeBack();
    for (const device of [devices[0], devices[1]]) {
      await recordings.isWritten(id, device, (before[device.id] ?? 0) + 30_000);
    }
    expect(await recordedIn(people[0], id)).toHaveLength(2);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all(films.map((film) => film.stop()));
    const path = await recordings.fetched(recordingId);
    const { seconds, streams } = await probe(path);
    expect(streams).toEqual(['video h264', 'audio aac']);
    const { startedAt, stoppedAt } = (await recordings.read(people[0], recordingId))!;
    const lasted = (Date.parse(stoppedAt!) - Date.parse(startedAt!)) / 1_000;
    expect(seconds).toBeGreaterThan(0.6 * lasted);
    expect(Date.parse(interruptedAt!)).toBeGreaterThan(Date.parse(startedAt!));
    expect(Date.parse(interruptedAt!)).toBeLessThan(Date.parse(stoppedAt!));
    // Before the break and after it both are in the picture, from the first whole one on, which comes every second.
    const sides = [1.5, seconds - 0.5].map((second) =>
      Promise.all([320, 960].map((x) => colourAt(path, second, { x, y: 300 }))),
    );
    expect((await Promise.all(sides)).map((both) => both.sort())).toEqual([
      ['blue', 'red'],
      ['blue', 'red'],
    ]);
  }, 60_000);

  test('writes nothing of who took their consent back meanwhile', async () => {
    const running = await recordings.running();
    const { id, people, devices, recordingId } = running;
    const comeBack = await killJanus(running);
    await recordings.withdraw(people[1], id);
    const before = await recordings.bytesOf(id);
    const films = await comeBack();
    await recordings.isWritten(id, devices[0], (before[devices[0].id] ?? 0) + 50_000);
    expect((await recordings.bytesOf(id))[devices[1].id]).toBe(before[devices[1].id]);
    expect(await recordedIn(people[0], id)).toEqual([devices[0].id]);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all(films.map((film) => film.stop()));
    await recordings.fetched(recordingId);
  }, 60_000);

  test('and a process with it: what was written by neither any more is begun anew', async () => {
    const { id, people, devices, recordingId, films } = await recordings.running();
    // As rows are left by a process that was killed together with the media server that it had spoken to.
    await recordings.rows('update writing set session = $2 where recording_id = $1', [recordingId, '1']);
    const writings = () =>
      recordings.rows<{ ended: boolean }>(
        'select ended_at is not null as ended from writing where recording_id = $1 order by begun_at',
        [recordingId],
      );
    await expect
      .poll(writings, PATIENCE)
      .toEqual([{ ended: true }, { ended: true }, { ended: false }, { ended: false }]);
    const before = await recordings.bytesOf(id);
    for (const device of [devices[0], devices[1]]) {
      await recordings.isWritten(id, device, (before[device.id] ?? 0) + 30_000);
    }
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all(films.map((film) => film.stop()));
    await recordings.fetched(recordingId);
  }, 60_000);
});

describe.runIf(hasJanus)('programs that are killed', () => {
  test('what was killed while it made a film is begun again', async () => {
    const { id, host, recordingId } = await making();
    await killMaker(recordingId);
    await expect.poll(() => attemptsAt(recordingId), PATIENCE).toBe(1);
    expect(await recordings.read(host, recordingId)).toMatchObject({
      state: 'PROCESSING',
      failedBecause: null,
    });
    await passTime(recordingId);
    await lookAfterRecordings(recordings.meetings.context());
    const film = await recordings.told(recordingId);
    const path = recordings.filmOf(id, recordingId);
    expect((await stat(path)).size).toBe(film?.size);
    expect((await probe(path)).streams).toEqual(['video h264', 'audio aac']);
  }, 60_000);

  test('what is killed for the fifth time is given up, and says why', async () => {
    const { host, recordingId } = await making();
    await recordings.rows('update recording set attempts = 4 where id = $1', [recordingId]);
    await killMaker(recordingId);
    await recordings.until(host, recordingId, 'FAILED');
    expect((await recordings.read(host, recordingId))?.failedBecause).toBe(
      'ffmpeg was ended again and again on this server while it made this playable; ask an administrator.',
    );
    expect(await recordings.told(recordingId)).toBeNull();
  }, 60_000);

  test('what breaks down for the fifth time, whatever it is, is given up as well', async () => {
    const { id, people, recordingId, films } = await recordings.running();
    const path = recordings.filmOf(id, recordingId);
    // Where its film is to be, something is that no film can replace.
    await mkdir(path);
    await recordings.rows('update recording set attempts = 3 where id = $1', [recordingId]);
    await recordings.do(people[0], 'stopRecording', { recordingId });
    await Promise.all(films.map((film) => film.stop()));
    await recordings.until(people[0], recordingId, 'FAILED');
    expect((await recordings.read(people[0], recordingId))?.failedBecause).toBe(
      'What was recorded could not be made playable.',
    );
    await rmdir(path);
    await recordings.do(people[0], 'retryRecording', { recordingId });
    expect((await probe(await recordings.fetched(recordingId))).streams).toEqual(['video h264', 'audio aac']);
  }, 60_000);

  test('what was given up is made after all once somebody tries again', async () => {
    const { id, host, other, recordingId } = await making();
    await recordings.rows('update recording set attempts = 4 where id = $1', [recordingId]);
    await killMaker(recordingId);
    await recordings.until(host, recordingId, 'FAILED');
    expect((await recordings.read(host, recordingId))?.viewerCan).toContain('RECORD');
    expect((await recordings.read(other, recordingId))?.viewerCan).not.toContain('RECORD');
    expect(await recordings.refused(other, 'retryRecording', { recordingId })).toEqual(['FORBIDDEN']);
    const again = await recordings.do(host, 'retryRecording', { recordingId });
    expect(again.failedBecause).toBeNull();
    const path = await recordings.fetched(recordingId);
    expect((await probe(path)).streams).toEqual(['video h264', 'audio aac']);
    expect(path).not.toBe(recordings.filmOf(id, recordingId));
    expect(await recordings.refused(host, 'retryRecording', { recordingId })).toEqual(['CONFLICT']);
  }, 60_000);
});
