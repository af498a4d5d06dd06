import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import { RoomDevice } from '../client/room-device.js';
import { CreateChannelDocument, CreateFaultRoomDocument, FaultRoomDocument } from '../generated/graphql.js';
import { aKey, people, type Role } from '../people.js';
import { type DistributedStack, startDistributed } from '../stack/compose-stack.js';

let stack: DistributedStack;
beforeAll(async () => {
  stack = await startDistributed();
});
afterAll(() => stack.stop());

const signIn = (role: Role): Promise<Person> => Person.signIn(stack.gatewayUrls, people[role]);

const roomNow = async (who: Person, id: string) => (await who.ask(FaultRoomDocument, { id })).data?.meeting;

/** A room of two who see and hear each other. */
async function talking() {
  const [amara, wanjiru] = [await signIn('head'), await signIn('dean')];
  const group = { kind: 'GROUP' as const, name: `room ${aKey()}`, memberIds: [wanjiru.id], key: aKey() };
  const channelId = (await amara.get(CreateChannelDocument, { input: group })).createChannel.id;
  const input = { title: 'Seminar', kind: 'INSTANT' as const, channelId, key: aKey() };
  // Who is in the channel, chat tells meetings.
  const created = async () =>
    (await amara.ask(CreateFaultRoomDocument, { input })).data?.createMeeting.id ?? '';
  await expect.poll(async () => roomNow(wanjiru, await created())).toBeTruthy();
  const id = await created();
  const devices = [await RoomDevice.in(amara, id), await RoomDevice.in(wanjiru, id)] as const;
  await flows(...devices);
  return { id, amara, wanjiru, devices };
}

/** A second of pictures, and somewhat more than the seconds for which Janus keeps what it hears nothing of. */
const SECOND = 35_000;
const QUIET = 17 * SECOND;

/** Waits until so much more has arrived on both sides. */
async function flows(one: RoomDevice, other: RoomDevice, more = 20_000): Promise<void> {
  for (const [device, from] of [
    [one, other],
    [other, one],
  ] as const) {
    const before = device.received(from.id, 'CAMERA');
    try {
      await expect
        .poll(() => device.received(from.id, 'CAMERA') - before, { timeout: 30_000, interval: 20 })
        .toBeGreaterThan(more);
    } catch (error) {
      // What each side heard tells more than a number of bytes.
      throw new Error(`${String(error)}\n${one.story}\n${other.story}`, { cause: error });
    }
  }
}

test('two in a room go on when the services that look after their seats are killed, one after the other', async () => {
  const { id, amara, devices } = await talking();
  const [one, other] = devices;
  for (const index of [0, 1]) {
    const replica = stack.replica('meetings', index);
    // Nobody signals anything for so long.
    await flows(one, other, QUIET);
    await replica.kill();
    await flows(one, other);
    await replica.start();
    // Whoever took over answers for the seats: Janus keeps them for fifteen seconds, and forgets what nobody claims.
    for (const device of devices) {
      await expect
        .poll(() => device.ready().then(() => 'answered', String), { timeout: 20_000, interval: 500 })
        .toBe('answered');
    }
    await flows(one, other);
  }
  expect(await roomNow(amara, id)).toMatchObject({ state: 'LIVE', mode: 'ROUTED' });
  for (const device of devices) await device[Symbol.asyncDispose]();
}, 180_000);

test('when the media server is killed everybody is told within two seconds, and seats that are taken anew work', async () => {
  const { id, amara, devices } = await talking();
  const janus = stack.replica('janus');
  const killedAt = performance.now();
  await janus.kill();
  await Promise.all(devices.map((device) => device.isLost));
  expect(performance.now() - killedAt).toBeLessThan(2_000);
  await expect.poll(async () => (await roomNow(amara, id))?.state, { interval: 20 }).toBe('FAILED');
  await janus.start();
  await Promise.all(devices.map((device) => device.renew()));
  await flows(...devices);
  expect(await roomNow(amara, id)).toMatchObject({ state: 'LIVE', mode: 'ROUTED', mediaMissing: null });
  for (const device of devices) await device[Symbol.asyncDispose]();
}, 60_000);
