import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import { people } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';
import { familyDoing, isAlive } from '../stack/family.js';
import { PATIENCE, film, grows, meet, record, recordingNow, stop } from './recorded.js';

let stack: EmbeddedStack;
beforeAll(async () => {
  stack = await startEmbedded();
});
afterAll(() => stack.stop());

test('a server that is killed while it records, and again while it makes the film, loses nothing of it', async () => {
  const [amara, wanjiru] = [
    await Person.signIn(stack.gatewayUrls, people.head),
    await Person.signIn(stack.gatewayUrls, people.dean),
  ];
  const staged = await meet([amara, wanjiru]);
  const recordings = join(stack.folder, 'recordings');
  const recordingId = await record(staged.id, amara, wanjiru);
  await grows(recordings, staged.id, 60_000);

  // Its media server ends with it, and everybody takes a new seat.
  await stack.kill('SIGKILL');
  await stack.restart();
  await Promise.all(staged.devices.map((device) => device.renew()));
  await staged.play();
  await grows(recordings, staged.id, 60_000);
  expect(await recordingNow(wanjiru, recordingId)).toMatchObject({
    state: 'RUNNING',
    interruptedAt: expect.any(String) as string,
  });

  await stop(amara, recordingId);
  const making = () => familyDoing(stack.pid, `${recordingId}.mp4.parts/`);
  let programs: readonly number[] = [];
  await expect.poll(() => (programs = making()).length, { ...PATIENCE, interval: 5 }).toBeGreaterThan(0);
  await stack.kill('SIGKILL');
  await expect.poll(() => programs.filter(isAlive), PATIENCE).toEqual([]);
  await stack.restart();
  expect((await recordingNow(wanjiru, recordingId))?.state).toBe('PROCESSING');
  const { seconds } = await film(stack, amara, recordingId, staged.title);
  expect(seconds).toBeGreaterThan(6);
}, 240_000);
