import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, CALL, aKey, deed, startMeetings } from '../../test/meetings.js';

let meetings: TestMeetings;
beforeAll(async () => {
  meetings = await startMeetings();
});
afterAll(() => meetings.stop());

const SET = `mutation ($input: SetCallPolicyInput!) { setCallPolicy(input: $input) { mayCall mayVideo } }`;

const may = async (who: Viewer, whom: Viewer): Promise<boolean> => {
  const refs = [{ __typename: 'User', id: whom.id }];
  const document = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on User { viewerMayCall } } }`;
  return (await meetings.must(who, document, { refs }))[0].viewerMayCall as boolean;
};

const rings = (who: Viewer, whom: Viewer, video = false): Promise<unknown[]> =>
  meetings.codes(who, deed('startCall', CALL), { input: { userId: whom.id, video, key: aKey() } });

const decide = (admin: Viewer, whose: Viewer, policy: object): Promise<unknown> =>
  meetings.must(admin, SET, { input: { userId: whose.id, key: aKey(), ...policy } }) as Promise<unknown>;

const anAdmin = async (): Promise<Viewer> =>
  (await meetings.people([{ permissions: ['MANAGE_PEOPLE'] }]))[0] as Viewer;

test.each([
  ['staff', {}, {}, true],
  ['a student', { kind: 'STUDENT' }, {}, true],
  ['a customer', { kind: 'CUSTOMER' }, {}, false],
  ['a guest', { kind: 'GUEST' }, {}, false],
  ['staff, of a customer', {}, { kind: 'CUSTOMER' }, true],
  ['staff, of a program', {}, { kind: 'BOT' }, false],
  ['staff, of somebody locked out', {}, { state: 'DISABLED' }, false],
])('%s may call: %j %j %s', async (_name, one, other, expected) => {
  const [caller, callee] = (await meetings.people([one, other])) as [Viewer, Viewer];
  expect(await may(caller, callee)).toBe(expected);
  expect(await rings(caller, callee)).toEqual(expected ? [] : ['FORBIDDEN']);
});

test('who calls nobody learns nothing of who there is', async () => {
  const [guest, amara] = (await meetings.people([{ kind: 'GUEST' }, {}])) as [Viewer, Viewer];
  for (const whom of [amara, { ...amara, id: newId('user') }]) {
    expect(await rings(guest, whom)).toEqual(['FORBIDDEN']);
  }
});

test('nobody calls another organisation, or themselves, or nobody', async () => {
  const [amara] = await meetings.two();
  const [stranger] = (await meetings.people([{ organizationId: newId('organization') }])) as [Viewer];
  expect(await may(amara, stranger)).toBe(false);
  expect(await rings(amara, stranger)).toEqual(['NOT_FOUND']);
  expect(await rings(amara, { ...amara, id: newId('user') })).toEqual(['NOT_FOUND']);
  expect(await may(amara, amara)).toBe(false);
  expect(await rings(amara, amara)).toEqual(['FORBIDDEN']);
});

test('an administrator decides whom somebody may call', async () => {
  const admin = await anAdmin();
  const teamId = newId('team');
  const [amara, wanjiru, elise] = (await meetings.people([
    { teamIds: [teamId] },
    { teamIds: [teamId] },
    {},
  ])) as [Viewer, Viewer, Viewer];
  expect(await decide(admin, amara, { mayCall: 'TEAM' })).toEqual({ mayCall: 'TEAM', mayVideo: true });
  expect([await may(amara, wanjiru), await may(amara, elise)]).toEqual([true, false]);
  await decide(admin, amara, { mayCall: 'SHARED_CHANNELS' });
  expect(await may(amara, elise)).toBe(false);
  const channelId = newId('channel');
  await meetings.sayInChat(`told:${channelId}`, 'channelTold', {
    channelId,
    memberIds: [amara.id, elise.id],
  });
  expect([await may(amara, wanjiru), await may(amara, elise)]).toEqual([false, true]);
  await meetings.sayInChat(`channel:${channelId}`, 'memberRemoved', { personId: elise.id });
  expect(await rings(amara, elise)).toEqual(['FORBIDDEN']);
  await decide(admin, amara, { mayCall: 'NOBODY' });
  expect(await may(amara, wanjiru)).toBe(false);
  // Whoever may call nobody may still be called.
  expect(await may(wanjiru, amara)).toBe(true);
});

test('without video only', async () => {
  const admin = await anAdmin();
  const [amara, wanjiru] = await meetings.two();
  await decide(admin, amara, { mayVideo: false });
  expect((await meetings.must(amara, '{ viewer { callPolicy { mayCall mayVideo } } }')).callPolicy).toEqual({
    mayCall: 'EVERYONE',
    mayVideo: false,
  });
  expect(await rings(amara, wanjiru, true)).toEqual(['FORBIDDEN']);
  expect(await rings(amara, wanjiru)).toEqual([]);
});

test('nobody else decides it, and a refusal is written down', async () => {
  const [amara, wanjiru] = await meetings.two();
  const input = { userId: wanjiru.id, mayCall: 'NOBODY', key: aKey() };
  expect(await meetings.codes(amara, SET, { input })).toEqual(['FORBIDDEN']);
  expect(await may(wanjiru, amara)).toBe(true);
  const rows: unknown[] = await meetings.test.runtime.database.query(
    `select action, refused from audit_entry where actor_id = $1`,
    [amara.id],
  );
  expect(rows).toEqual([{ action: 'setCallPolicy', refused: true }]);
});
