import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Film } from '@parley/kit/testing/peers';
import { expect, test } from 'vitest';
import { aFolder, aMedia, aRoom, aSeat, aSpeaker } from '../../test/janus-media.js';
import { filesOf } from './tracks.js';
import { voicesOf } from './voice.js';

const PATIENCE = { timeout: 20_000, interval: 50 };

test.each([
  ['what somebody says is a voice', 'MICROPHONE', 1],
  ['what their screen plays is nobody of the meeting', 'SCREEN_SOUND', 0],
])('%s', async (_, description, voices) => {
  const { media, heard } = await aMedia();
  const room = await aRoom(media);
  const seat = await aSeat(media.place(), room, 'amara');
  const speaker = await aSpeaker(seat, heard, [{ mid: '0', description }]);
  const film = await Film.play(speaker, { colour: 'red', tone: 400 });
  await seat.record('amara');
  const from = { folder: join(media.recordings, room), name: 'amara' };
  const written = async () => {
    const sound = (await filesOf(from.folder, from.name)).find((path) => path.includes('-audio-'));
    return sound === undefined ? 0 : (await stat(sound)).size;
  };
  await expect.poll(written, PATIENCE).toBeGreaterThan(5_000);
  await seat.stopRecording();
  await film.stop();
  expect(await voicesOf(from, await aFolder())).toHaveLength(voices);
});
