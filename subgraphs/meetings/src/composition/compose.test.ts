import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Heard, aFolder, aMedia, aRoom, aSeat, aSpeaker } from '../../test/janus-media.js';
import { Film } from '@parley/kit/testing/peers';
import { colourAt, loudness, probe } from '../../test/played.js';
import type { Media } from '../janus/media.js';
import { compose } from './compose.js';

async function aPerformer(media: Media, heard: Heard, room: string, name: string) {
  const seat = await aSeat(media.place(), room, name);
  return { seat, speaker: await aSpeaker(seat, heard) };
}

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

test('everybody is where and when they were, with their sound, and chapters', async () => {
  const { media, heard } = await aMedia();
  const room = await aRoom(media);
  const [amara, wanjiru] = [
    await aPerformer(media, heard, room, 'amara'),
    await aPerformer(media, heard, room, 'wanjiru'),
  ];
  const [red, blue] = [
    await Film.play(amara.speaker, { colour: 'red', tone: 400 }),
    await Film.play(wanjiru.speaker, { colour: 'blue', tone: 2_000 }),
  ];
  await amara.seat.record('one');
  await seconds(2);
  await wanjiru.seat.record('two');
  await seconds(2);
  await amara.seat.stopRecording();
  await seconds(2);
  await wanjiru.seat.stopRecording();
  await Promise.all([red.stop(), blue.stop()]);
  const path = join(await aFolder(), 'film.mp4');
  const composed = await compose({
    ...{ folder: join(media.recordings, room), path, title: 'Weekly' },
    written: [
      { participantId: 'amara', displayName: "Amara: 'Okafor', 100%", name: 'one' },
      { participantId: 'wanjiru', displayName: 'أمارة', name: 'two' },
    ],
    marks: [],
  });
  const film = await probe(path);
  expect(film.streams).toEqual(['video h264', 'audio aac']);
  expect(film.seconds).toBeCloseTo(6, 0);
  expect(composed).toMatchObject({ path, size: film.size });
  expect(composed?.durationSeconds).toBeCloseTo(film.seconds, 0);
  expect(film.title).toBe('Weekly');
  expect(film.chapters.map(({ title }) => title)).toEqual(["Amara: 'Okafor', 100%", 'أمارة']);
  expect(film.chapters[1]?.start).toBeCloseTo(2, 0);
  const left = { x: 320, y: 300 };
  const right = { x: 960, y: 300 };
  expect([await colourAt(path, 1, left), await colourAt(path, 1, right)]).toEqual(['red', 'ground']);
  expect([await colourAt(path, 3, left), await colourAt(path, 3, right)]).toEqual(['red', 'blue']);
  expect([await colourAt(path, 5, left), await colourAt(path, 5, right)]).toEqual(['ground', 'blue']);
  // Each tone is there while whose it is is.
  expect(await loudness(path, { from: 0.5, tone: 2_000 })).toBeLessThan(-45);
  expect(await loudness(path, { from: 0.5, tone: 400 })).toBeGreaterThan(-35);
  expect(await loudness(path, { from: 4.8, tone: 2_000 })).toBeGreaterThan(-35);
  expect(await loudness(path, { from: 4.8, tone: 400 })).toBeLessThan(-45);
}, 60_000);

test('whoever sends what is no picture does not spoil it for the others', async () => {
  const { media, heard } = await aMedia();
  const room = await aRoom(media);
  const [amara, noise] = [
    await aPerformer(media, heard, room, 'amara'),
    await aPerformer(media, heard, room, 'noise'),
  ];
  const red = await Film.play(amara.speaker, { colour: 'red', tone: 400 });
  for (const [{ seat }, name] of [[amara, 'one'] as const, [noise, 'two'] as const]) await seat.record(name);
  await seconds(2);
  for (const { seat } of [amara, noise]) await seat.stopRecording();
  await red.stop();
  const path = join(await aFolder(), 'film.mp4');
  await compose({
    ...{ folder: join(media.recordings, room), path, title: 'Weekly', marks: [] },
    written: ['one', 'two'].map((name) => ({ participantId: name, displayName: name, name })),
  });
  expect((await probe(path)).streams).toEqual(['video h264', 'audio aac']);
  const sides = [await colourAt(path, 1, { x: 320, y: 300 }), await colourAt(path, 1, { x: 960, y: 300 })];
  expect(sides.sort()).toEqual(['ground', 'red']);
}, 60_000);

test('of what nobody wrote nothing is made', async () => {
  const folder = await aFolder();
  const wanted = { folder: join(folder, 'room'), path: join(folder, 'film.mp4'), title: 'Weekly', marks: [] };
  const written = [{ participantId: 'amara', displayName: 'Amara', name: 'one' }];
  expect(await compose({ ...wanted, written })).toBeNull();
});
