import type { Viewer } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';
import { presenceTopic } from '../events.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat('quiet');
});
afterAll(() => chat.stop());

const SIGN = `mutation ($input: SetPresenceInput!) { setPresence(input: $input) { state } }`;
const STATUS = `mutation ($input: SetStatusInput!) { setStatus(input: $input) { state } }`;
const FOLLOW = `subscription ($ids: [ID!]!) { presences(userIds: $ids) { at presences { state statusText user { id } } } }`;

const says = (viewer: Viewer, state = 'ONLINE') =>
  chat.must(viewer, SIGN, { input: { state, automatic: true, key: aKey() } });

interface Told {
  readonly state: string;
  readonly statusText: string | null;
  readonly user: { readonly id: string };
}

/** A stream of presences: each answer as pairs of person and state. */
function following(viewer: Viewer, ids: readonly string[]) {
  const stream = chat.as(viewer).follow(FOLLOW, { ids });
  return {
    async next(): Promise<readonly Told[]> {
      const [answer] = await take(stream, 1);
      if (answer?.errors) throw new Error(JSON.stringify(answer.errors));
      return (answer?.data as { presences: { presences: Told[] } }).presences.presences;
    },
    leave: () => stream.return(),
  };
}

const states = (told: readonly Told[]) => Object.fromEntries(told.map(({ user, state }) => [user.id, state]));

test('who follows is told first how all stand, then what changes; of strangers nothing', async () => {
  const [amara, jonas, elise] = [await chat.aPerson(), await chat.aPerson(), await chat.aPerson()];
  const stranger = await chat.aPerson({ organizationId: 'organization_00000000000000000000000002' });
  await says(jonas);
  const stream = following(amara, [jonas.id, elise.id, stranger.id]);
  expect(states(await stream.next())).toEqual({ [jonas.id]: 'ONLINE', [elise.id]: 'OFFLINE' });
  await says(stranger);
  await says(jonas);
  await says(elise);
  expect(states(await stream.next())).toEqual({ [elise.id]: 'ONLINE' });
  await chat.must(jonas, STATUS, { input: { text: 'In the lab', key: aKey() } });
  expect(await stream.next()).toEqual([
    { state: 'ONLINE', statusText: 'In the lab', user: { id: jonas.id } },
  ]);
  await stream.leave();
});

test('an end that nobody announces is told: of a status, of a state, of a device that fell silent', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  await says(jonas);
  await chat.must(jonas, STATUS, { input: { text: 'Soon over', key: aKey() } });
  await chat.test.runtime.database.query(
    `update presence set status_until = now() + interval '200 milliseconds',
       active_until = now() + interval '1500 milliseconds' where person_id = $1`,
    [jonas.id],
  );
  const stream = following(amara, [jonas.id]);
  expect(await stream.next()).toMatchObject([{ statusText: 'Soon over', state: 'ONLINE' }]);
  expect(await stream.next()).toMatchObject([{ statusText: null, state: 'ONLINE' }]);
  expect(await stream.next()).toMatchObject([{ state: 'AWAY' }]);
  await stream.leave();
});

test('a guest who loses the shared channel hears no more of those in it', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  const guest = await chat.aGuest([{ targetId: channelId, actions: ['READ'] }], amara);
  const stream = following(guest, [jonas.id, guest.id]);
  expect(states(await stream.next())).toEqual({ [jonas.id]: 'OFFLINE', [guest.id]: 'OFFLINE' });
  await chat.test.runtime.database.query(`update membership set ended_at = now() where channel_id = $1`, [
    channelId,
  ]);
  await says(jonas);
  await says(guest);
  expect(states(await stream.next())).toEqual({ [guest.id]: 'ONLINE' });
  await stream.leave();
});

test('three thousand who come back at once cost a few statements, and those who watch them none', async () => {
  const people = await chat.people(Array.from({ length: 3_000 }, () => ({})));
  const [amara] = people;
  if (!amara) throw new Error('Nobody is there');
  const { runtime } = chat.test;
  let signals = 0;
  const leave = people.map(({ id }) =>
    runtime.bus.subscribe(runtime.signalTopic(presenceTopic(id)), () => (signals += 1)),
  );
  const watched = people.slice(0, 500).map(({ id }) => id);
  const stream = following(amara, watched);
  expect((await stream.next()).length).toBe(500);
  const told = new Map<string, string>();
  let answers = 0;
  const listening = (async () => {
    while (told.size < 500) {
      for (const { user, state } of await stream.next()) told.set(user.id, state);
      answers += 1;
    }
  })();
  const all = () => Promise.all(people.map((person) => says(person)));
  const { statements } = runtime.database;

  const first = statements.total;
  await all();
  await listening;
  expect(new Set(told.values())).toEqual(new Set(['ONLINE']));
  expect(signals).toBe(3_000);
  expect(answers).toBeLessThan(100);
  expect(statements.total - first).toBeLessThan(300);

  // A break shorter than two minutes: everybody gives a sign again, and nobody sees a difference.
  const second = statements.total;
  await all();
  expect(signals).toBe(3_000);
  expect(statements.total - second).toBeLessThan(300);

  // Whoever comes back asks how those they follow stand: as many statements for 500 people as for one.
  await expectQueries(chat.test, 2, async () => {
    const again = following(amara, watched);
    expect((await again.next()).length).toBe(500);
    await again.leave();
  });
  for (const stop of leave) stop();
  await stream.leave();
}, 60_000);

test('five hundred people are followed by one stream at most', async () => {
  const amara = await chat.aPerson();
  const ids = Array.from({ length: 501 }, () => amara.id);
  expect(await take(chat.as(amara).follow(FOLLOW, { ids }), 1)).toMatchObject([
    { errors: [{ extensions: { code: 'INVALID' } }] },
  ]);
});
