import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import { WithdrawFaultConsentDocument } from '../generated/graphql.js';
import { aKey, people, type Role } from '../people.js';
import { type DistributedStack, startDistributed } from '../stack/compose-stack.js';
import { familyDoing, isAlive } from '../stack/family.js';
import type { Replica } from '../stack/replica.js';
import {
  PATIENCE,
  type Staged,
  agree,
  bytesIn,
  film,
  grows,
  meet,
  record,
  recordingNow,
  seen,
  stop,
} from './recorded.js';

let stack: DistributedStack;
beforeAll(async () => {
  stack = await startDistributed();
});
afterAll(() => stack.stop());

const signIn = (role: Role): Promise<Person> => Person.signIn(stack.gatewayUrls, people[role]);

/** Waits until a process makes a film of a recording. @returns it, and what it has started for that */
async function makerOf(recordingId: string): Promise<{ replica: Replica; programs: readonly number[] }> {
  let found: { replica: Replica; programs: readonly number[] } | undefined;
  const look = () => {
    for (const replica of stack.replicas.meetings) {
      const programs = familyDoing(replica.pid, `${recordingId}.mp4.parts/`);
      if (programs.length > 0) found = { replica, programs };
    }
    return found;
  };
  await expect.poll(look, { ...PATIENCE, interval: 5 }).toBeDefined();
  return found!;
}

/** Who is shown as recorded right now, by the ids of their devices. */
const recordedNow = async (who: Person, id: string): Promise<readonly string[]> => {
  const nodes = (await seen(who, id))?.participants.nodes ?? [];
  return nodes.filter(({ recorded }) => recorded).map((each) => each.id);
};

/** Which of what is written of a room grew meanwhile. */
async function growing(id: string): Promise<readonly string[]> {
  const before = bytesIn(stack.folders.recordings, id);
  await grows(stack.folders.recordings, id, 60_000);
  const after = Object.entries(bytesIn(stack.folders.recordings, id));
  return after.filter(([name, bytes]) => bytes > (before[name] ?? 0)).map(([name]) => name);
}

/** Waits until so many are written of a room, and no more. */
const untilWritten = (id: string, count: number): Promise<void> =>
  expect.poll(() => growing(id), PATIENCE).toHaveLength(count);

/** Waits until a process answers for all seats. */
async function answersFor({ devices }: Staged): Promise<void> {
  for (const device of devices) {
    await expect.poll(() => device.ready().then(() => 'answered', String), PATIENCE).toBe('answered');
  }
}

test('a recording goes on when whoever looks after it is killed: who comes is asked, who takes it back is left out', async () => {
  const [amara, wanjiru, jonas] = [await signIn('head'), await signIn('dean'), await signIn('colleague')];
  const staged = await meet([amara, wanjiru], [jonas]);
  const { id, devices } = staged;
  const recordingId = await record(id, amara, wanjiru);
  await untilWritten(id, 2);
  // Seats that the first looked after are the second's, and then all of them the first's again.
  const [first, second] = [stack.replica('meetings', 0), stack.replica('meetings', 1)];
  await first.kill();
  await answersFor(staged);
  await first.start();
  await second.kill();
  await answersFor(staged);
  await untilWritten(id, 2);

  const late = await staged.join(jonas);
  expect(await growing(id)).toHaveLength(2);
  await agree(jonas, id);
  await expect.poll(async () => recordedNow(amara, id), PATIENCE).toContain(late.id);
  await untilWritten(id, 3);

  const consentId = (await seen(wanjiru, id))?.activeRecording?.viewerConsent?.id ?? '';
  const before = performance.now();
  await wanjiru.get(WithdrawFaultConsentDocument, { input: { consentId, key: aKey() } });
  await expect
    .poll(() => recordedNow(amara, id), { ...PATIENCE, interval: 20 })
    .not.toContain(devices[1]?.id);
  expect(performance.now() - before).toBeLessThan(2_000);
  expect(await growing(id)).toHaveLength(2);

  await stop(amara, recordingId);
  expect((await film(stack, amara, recordingId, staged.title)).seconds).toBeGreaterThan(10);
  await second.start();
}, 240_000);

test('who takes it back is written no more within two seconds, although whoever looks after them is killed just then', async () => {
  const [amara, wanjiru] = [await signIn('head'), await signIn('dean')];
  const [first, second] = [stack.replica('meetings', 0), stack.replica('meetings', 1)];
  // All seats are the first's.
  await second.kill();
  const staged = await meet([amara, wanjiru]);
  const { id, devices } = staged;
  const recordingId = await record(id, amara, wanjiru);
  await untilWritten(id, 2);
  await second.start();
  const consentId = (await seen(wanjiru, id))?.activeRecording?.viewerConsent?.id ?? '';

  await first.kill();
  let asked = 0;
  const withdraw = async () => {
    asked = performance.now();
    const { data } = await wanjiru.ask(WithdrawFaultConsentDocument, { input: { consentId, key: aKey() } });
    return data?.withdrawConsent.state;
  };
  await expect.poll(withdraw, { ...PATIENCE, interval: 20 }).toBe('WITHDRAWN');
  await expect.poll(() => recordedNow(amara, id), { ...PATIENCE, interval: 20 }).toEqual([devices[0]?.id]);
  expect(performance.now() - asked).toBeLessThan(2_000);
  expect(await growing(id)).toHaveLength(1);

  await stop(amara, recordingId);
  expect((await film(stack, amara, recordingId, staged.title)).seconds).toBeGreaterThan(3);
  await first.start();
}, 240_000);

test('what was recorded until the media server was killed is in the film, and what follows once people are back', async () => {
  const [amara, wanjiru] = [await signIn('head'), await signIn('dean')];
  const staged = await meet([amara, wanjiru]);
  const { id, devices } = staged;
  const recordingId = await record(id, amara, wanjiru);
  await untilWritten(id, 2);
  const janus = stack.replica('janus');
  await janus.kill();
  await Promise.all(devices.map((device) => device.isLost));
  await expect.poll(() => recordedNow(amara, id), PATIENCE).toEqual([]);
  expect(await recordingNow(wanjiru, recordingId)).toMatchObject({
    state: 'RUNNING',
    interruptedAt: expect.any(String) as string,
  });
  await janus.start();
  await Promise.all(devices.map((device) => device.renew()));
  await staged.play();
  await untilWritten(id, 2);
  await stop(amara, recordingId);
  expect((await film(stack, amara, recordingId, staged.title)).seconds).toBeGreaterThan(6);
}, 120_000);

test('a film whose maker is killed is made by another process, and is there once', async () => {
  const [amara, wanjiru] = [await signIn('head'), await signIn('dean')];
  const staged = await meet([amara, wanjiru]);
  const recordingId = await record(staged.id, amara, wanjiru);
  await grows(stack.folders.recordings, staged.id, 60_000);
  await stop(amara, recordingId);
  const { replica, programs } = await makerOf(recordingId);
  // The process alone: what it has started ends with it.
  process.kill(replica.pid, 'SIGKILL');
  await expect.poll(() => programs.filter(isAlive), PATIENCE).toEqual([]);
  await expect.poll(() => replica.running, PATIENCE).toBe(false);
  expect((await recordingNow(wanjiru, recordingId))?.state).toBe('PROCESSING');
  const { seconds } = await film(stack, amara, recordingId, staged.title);
  expect(seconds).toBeGreaterThan(3);
  await expect.poll(() => existsSync(join(stack.folders.recordings, staged.id)), PATIENCE).toBe(false);
  await replica.start();
}, 240_000);
