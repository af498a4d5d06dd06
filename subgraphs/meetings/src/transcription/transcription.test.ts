import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Viewer, newId, systemCaller } from '@parley/kit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Device, startRouted } from '../../test/devices.js';
import { Film } from '@parley/kit/testing/peers';
import { aFolder, hasJanus } from '../../test/janus-media.js';
import { type Listener, type Sent, aListener } from '../../test/listener.js';
import { loudness, probe } from '../../test/played.js';
import { Recordings } from '../../test/recordings.js';
import { Rooms } from '../../test/rooms.js';
import type { MeetingsContext } from '../context.js';
import type { MeetingsOptions } from '../meetings.js';
import { transcribeDue } from './transcription.service.js';

const PATIENCE = { timeout: 30_000, interval: 50 };
const STATE = `query ($id: ID!) { recording(id: $id) { transcription { state because } } }`;
const WORDS = `query ($id: ID!) { meeting(id: $id) { transcriptionMissing recordings { nodes { beginsAtSeconds } } transcript { source language
  segments(first: 20) { nodes { speaker { id } speakerName startSeconds endSeconds text } } } } }`;

/** About two seconds, as Film sends it. */
const SECONDS_OF_SOUND = 9_000;

/** The bytes of the shortest of the two sounds that are written; 0 before both are. */
async function leastSound(folder: string): Promise<number> {
  const sounds = (await readdir(folder).catch(() => [])).filter((file) => file.includes('-audio-'));
  const sizes = await Promise.all(sounds.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.length < 2 ? 0 : Math.min(...sizes);
}

/** A meeting of three, all of whom spoke, that was recorded and that files have; the third did not agree. */
async function aRecording(more: MeetingsOptions = {}) {
  const meetings = await startRouted(more);
  onTestFinished(() => meetings.stop());
  const [rooms, context] = [new Rooms(meetings), meetings.test.runtime.context(systemCaller('test'))];
  const recordings = new Recordings(rooms);
  const [host, others] = [await rooms.host(), await rooms.others(2)];
  const people = [host, ...others] as [Viewer, Viewer, Viewer];
  const { id } = await rooms.with(host, others);
  const devices: Device[] = [];
  for (const person of people) {
    const device = await Device.in(rooms, person, id, { microphone: true });
    await device.ready();
    await device.publish();
    devices.push(device);
  }
  const films = await Promise.all(
    devices.map(({ speaker }, n) => Film.play(speaker!, { colour: 'red', tone: [400, 2_000, 900][n] ?? 0 })),
  );
  const { id: recordingId } = await recordings.start(host, id);
  await recordings.answer(people[1], id, true);
  await recordings.answer(people[2], id, false);
  const folder = join(meetings.folder, 'recordings', id);
  const written = () => readdir(folder).catch(() => []);
  await expect.poll(() => leastSound(folder), PATIENCE).toBeGreaterThan(SECONDS_OF_SOUND);
  await recordings.do(host, 'stopRecording', { recordingId });
  await Promise.all(films.map((film) => film.stop()));
  const isTold = async () =>
    (
      await meetings.test.runtime.database.query<unknown[]>(
        `select 1 from log where stream = $1 and kind = 'recordingMade'`,
        [`told:${recordingId}`],
      )
    ).length;
  await expect.poll(isTold, PATIENCE).toBe(1);
  const fileId = newId('file');
  await meetings.sayInFiles(`told:${fileId}`, 'recordingTaken', { recordingId, fileId });
  const state = async () => (await meetings.must(host, STATE, { id: recordingId }))?.transcription as unknown;
  const words = () => meetings.must(host, WORDS, { id });
  return {
    ...{ meetings, recordings, people, recordingId, folder, written, state, words },
    /** As if the time had come to ask again. */
    askAgain: async () => {
      await meetings.test.runtime.database.query('update transcription set next_at = now()');
      await transcribeDue(context as MeetingsContext);
    },
  };
}

const answering = (listener: Listener, text: string): void => {
  listener.reply = () => ({
    ...{ status: 200, type: 'application/json' },
    body: JSON.stringify({ language: 'en', segments: [{ start: 0.25, end: 1, text }] }),
  });
};

/** How loud two tones are in what was sent. */
async function tonesIn({ body }: Sent): Promise<readonly [number, number]> {
  const path = join(await aFolder(), 'voice.ogg');
  await writeFile(path, body);
  expect((await probe(path)).streams).toEqual(['audio opus']);
  return [await loudness(path, { from: 0.5, tone: 400 }), await loudness(path, { from: 0.5, tone: 2_000 })];
}

describe.runIf(hasJanus)('what was recorded is written down', () => {
  test('each voice of those who agreed is sent by itself, and their words are theirs', async () => {
    const listener = await aListener();
    listener.reply = ({ headers }) =>
      listener.sent.length === 1
        ? {
            ...{ status: 200, type: 'application/json' },
            body: `{"segments":[{"start":0.25,"end":1,"text":"Heard in ${String(headers['content-language'])}"}]}`,
          }
        : { status: 200, type: 'text/vtt', body: 'WEBVTT\n\n00:00.500 --> 00:01.500\nHeard as well' };
    const { people, state, words, written } = await aRecording({
      ...{ TRANSCRIPTION_URL: listener.url, TRANSCRIPTION_TOKEN: 'secret', TRANSCRIPTION_LANGUAGE: 'en-GB' },
    });
    await expect.poll(state, PATIENCE).toEqual({ state: 'DONE', because: null });
    expect(listener.sent.map(({ method }) => method)).toEqual(['POST', 'POST']);
    expect(listener.sent[0]?.headers).toMatchObject({
      ...{ 'content-type': 'audio/ogg; codecs=opus', 'content-language': 'en-GB' },
      ...{ authorization: 'Bearer secret', accept: 'application/json, text/vtt' },
    });
    const tones = await Promise.all(listener.sent.map(tonesIn));
    const heard = tones.map(([low, high]) =>
      low > -35 && high < -45 ? 0 : low < -45 && high > -35 ? 1 : null,
    );
    expect([...heard].sort()).toEqual([0, 1]);
    const { transcript, transcriptionMissing, recordings } = await words();
    expect(transcriptionMissing).toBeNull();
    expect(transcript).toMatchObject({ source: 'PROVIDER', language: 'en-GB' });
    const [one, other] = heard.map((who) => people[who ?? 2].id);
    const nodes = transcript.segments.nodes as {
      speaker: { id: string };
      startSeconds: number;
      text: string;
    }[];
    const said = (text: string) => nodes.find((each) => each.text === text);
    expect(nodes).toHaveLength(2);
    expect(said('Heard in en-GB')?.speaker.id).toBe(one);
    expect(said('Heard as well')?.speaker.id).toBe(other);
    // The film begins with the first of the sounds: within that second the first words of it are.
    const begins = recordings.nodes[0]?.beginsAtSeconds as number;
    expect(begins).toBeGreaterThan(0);
    const first = Math.min(...nodes.map(({ startSeconds }) => startSeconds));
    expect(first - begins).toBeGreaterThan(0.2);
    expect(first - begins).toBeLessThan(1.5);
    await expect.poll(written, PATIENCE).toEqual([]);
  }, 90_000);

  test('a provider that fails is asked again, says why, and nothing is lost or there twice', async () => {
    const listener = await aListener();
    listener.reply = () =>
      listener.sent.length === 1
        ? { status: 200, type: 'text/vtt', body: 'WEBVTT\n\n00:00.500 --> 00:01.500\nFirst' }
        : { status: 503 };
    const { state, words, written, askAgain } = await aRecording({ TRANSCRIPTION_URL: listener.url });
    const because = 'The transcription provider gave no words: it answered 503.';
    await expect.poll(state, PATIENCE).toEqual({ state: 'WAITING', because });
    expect((await written()).filter((file) => file.endsWith('.mjr'))).toHaveLength(4);
    listener.reply = () => ({ status: 200, type: 'text/html', body: '<p>Sign in</p>' });
    await askAgain();
    expect(await state()).toEqual({
      state: 'WAITING',
      because: 'The transcription provider gave no words: it is neither application/json nor text/vtt.',
    });
    answering(listener, 'Second');
    await askAgain();
    expect(await state()).toEqual({ state: 'DONE', because: null });
    const { transcript } = await words();
    const texts = transcript.segments.nodes.map(({ text }: { text: string }) => text) as string[];
    expect(texts.sort()).toEqual(['First', 'Second']);
    expect(listener.sent).toHaveLength(4);
    await expect.poll(written, PATIENCE).toEqual([]);
  }, 90_000);

  test('where there is no provider nobody is asked, and it says so', async () => {
    const { state, words, written } = await aRecording();
    await expect.poll(written, PATIENCE).toEqual([]);
    expect(await state()).toBeNull();
    expect(await words()).toMatchObject({
      ...{ transcript: null, transcriptionMissing: 'No transcription provider is set up on this server.' },
    });
  }, 90_000);
});
