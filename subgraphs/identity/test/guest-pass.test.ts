import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, systemCaller } from '@parley/kit';
import { asViewer, type TestSubgraph } from '@parley/kit/testing';
import type { IdentityContext } from '../src/context.js';
import { announcePassEnds } from '../src/guest-pass/guest-pass.service.js';
import { World, startIdentity, type Place } from './subgraph.js';

const ISSUE = `mutation ($input: IssueGuestPassInput!) { issueGuestPass(input: $input) { id link state } }`;
const REDEEM = `mutation ($input: RedeemGuestLinkInput!) { redeemGuestLink(input: $input) { __typename } }`;
const REVOKE = `mutation ($input: RevokeGuestPassInput!) { revokeGuestPass(input: $input) { state } }`;
const STATE = `query ($id: ID!) { guestPass(id: $id) { state link guest { displayName } lastUsedAt } }`;

let test_: TestSubgraph;
let world: World;
let place: Place;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
});
afterAll(() => test_.stop());

const soon = (ms: number) => new Date(Date.now() + ms).toISOString();

const endNow = (passId: string) =>
  test_.runtime.database.query(`update guest_pass set ends_at = now() - interval '1 second' where id = $1`, [
    passId,
  ]);

test('a pass opens what it names, for its guest, until its end', async () => {
  const channel = newId('channel');
  const endsAt = soon(3_600_000);
  const { passId, token } = await world.aPass(place.admin.viewer, {
    endsAt,
    grants: [{ targetId: channel, actions: ['READ', 'POST', 'READ'] }],
  });
  expect((await world.ask(place.admin.viewer, STATE, { id: passId })).guestPass).toEqual({
    state: 'INVITED',
    link: null,
    guest: null,
    lastUsedAt: null,
  });
  const device = await world.redeem(token, '  Dr Adeyemi ');
  const viewer = await world.passport(device.accessToken);
  expect(viewer).toMatchObject({
    kind: 'guest',
    organizationId: place.id,
    permissions: [],
    grants: [{ targetId: channel, actions: ['READ', 'POST'] }],
    endsAt,
  });
  const { guestPass } = await world.ask(viewer, STATE, { id: passId });
  expect(guestPass).toMatchObject({ state: 'ACTIVE', guest: { displayName: 'Dr Adeyemi' } });
  const { viewer: own } = await world.ask(
    viewer,
    `{ viewer { guestPass { id grants { target { ... on Channel { id } } } } } }`,
  );
  expect(own.guestPass).toEqual({ id: passId, grants: [{ target: { id: channel } }] });
});

test('the link stays good for the same guest, and is stored as a hash only', async () => {
  const { passId, token } = await world.aPass(place.admin.viewer);
  const first = await world.passport((await world.redeem(token, 'First')).accessToken);
  const second = await world.passport((await world.redeem(token, 'Second')).accessToken);
  expect(second?.id).toBe(first?.id);
  const [row] = await test_.runtime.database.query(`select link_hash from guest_pass where id = $1`, [
    passId,
  ]);
  expect(row.link_hash).not.toContain(token);
});

test('a retried invitation is the same pass with the same link', async () => {
  const input = {
    name: 'Twice',
    grants: [{ targetId: newId('channel'), actions: ['READ'] }],
    endsAt: soon(9e6),
    key: randomUUID(),
  };
  const first = await world.ask(place.admin.viewer, ISSUE, { input });
  expect(await world.ask(place.admin.viewer, ISSUE, { input })).toEqual(first);
  expect(await world.refusal(place.admin.viewer, ISSUE, { input: { ...input, name: 'Other' } })).toBe(
    'CONFLICT',
  );
});

test('revoking ends the session at once, tells guest and issuer, and the link opens nothing', async () => {
  const { passId, token } = await world.aPass(place.admin.viewer);
  const device = await world.redeem(token);
  const guest = await world.passport(device.accessToken);
  const { viewer } = await world.ask(guest, '{ viewer { accountCursor } }');
  const input = { passId, reason: 'Committee is over', key: randomUUID() };
  expect((await world.ask(place.admin.viewer, REVOKE, { input })).revokeGuestPass.state).toBe('REVOKED');
  const events = asViewer(test_, guest).follow(
    `subscription ($after: Cursor) { viewerEvents(after: $after) {
       __typename ... on SessionRevoked { sessionId } ... on GuestPassChanged { guestPass { state } } } }`,
    { after: viewer.accountCursor },
  );
  expect((await events.next()).value.data.viewerEvents).toEqual({
    __typename: 'SessionRevoked',
    sessionId: device.sessionId,
  });
  expect((await events.next()).value.data.viewerEvents).toEqual({
    __typename: 'GuestPassChanged',
    guestPass: { state: 'REVOKED' },
  });
  await events.return();
  expect(await world.passport(device.accessToken)).toBeNull();
  expect(
    await world.refusal(null, REDEEM, { input: { token, displayName: 'Again', key: randomUUID() } }),
  ).toBe('NOT_FOUND');
  expect(await world.refusal(place.admin.viewer, REVOKE, { input: { passId, key: randomUUID() } })).toBe(
    'CONFLICT',
  );
});

test('a pass that ran out opens nothing, and housekeeping tells of it once', async () => {
  const { passId, token } = await world.aPass(place.admin.viewer);
  const device = await world.redeem(token);
  await endNow(passId);
  expect(await world.passport(device.accessToken)).toBeNull();
  expect(
    await world.refusal(null, REDEEM, { input: { token, displayName: 'Late', key: randomUUID() } }),
  ).toBe('NOT_FOUND');
  expect((await world.ask(place.admin.viewer, STATE, { id: passId })).guestPass.state).toBe('EXPIRED');
  const ctx = test_.runtime.context(systemCaller('test')) as IdentityContext;
  await announcePassEnds(ctx);
  await announcePassEnds(ctx);
  const told = await test_.runtime.database.query(
    `select data->>'over' as over from log where stream = $1 and kind = 'guestPassChanged' and data->>'passId' = $2 order by seq desc`,
    [`organization:${place.id}`, passId],
  );
  expect(told.map(({ over }: { over: string }) => over)).toEqual(['true', 'false', 'false']);
});

test('a pass does not open before it begins', async () => {
  const { token } = await world.aPass(place.admin.viewer, { startsAt: soon(60_000), endsAt: soon(120_000) });
  expect(
    await world.refusal(null, REDEEM, { input: { token, displayName: 'Early', key: randomUUID() } }),
  ).toBe('NOT_FOUND');
});

test.each([
  ['an end in the past', { endsAt: soon(-1_000) }, 'endsAt'],
  ['an end before the beginning', { startsAt: soon(9_000), endsAt: soon(5_000) }, 'endsAt'],
  ['a life longer than the organisation allows', { endsAt: soon(91 * 86_400_000) }, 'endsAt'],
  ['nothing that it opens', { grants: [] }, 'grants'],
  ['a thing that is no channel', { grants: [{ targetId: newId('user'), actions: ['READ'] }] }, 'grants'],
  [
    'an action that guests never have',
    { grants: [{ targetId: newId('channel'), actions: ['MANAGE'] }] },
    'grants',
  ],
  ['no action', { grants: [{ targetId: newId('channel'), actions: [] }] }, 'grants'],
])('a pass with %s is refused', async (_what, wrong, field) => {
  const input = {
    name: 'Wrong',
    grants: [{ targetId: newId('channel'), actions: ['READ'] }],
    endsAt: soon(9e6),
    key: randomUUID(),
  };
  const { errors } = await asViewer(test_, place.admin.viewer).run(ISSUE, { input: { ...input, ...wrong } });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field });
});

test('who may invite sees their own passes, who oversees guests sees all, a guest none but theirs', async () => {
  const inviter = await world.aPerson(place, { kind: 'FACULTY', roles: ['FACULTY'] });
  const own = await world.aPass(inviter.viewer);
  const other = await world.aPass(place.admin.viewer);
  const LIST = `{ guestPasses(first: 100) { totalCount nodes { id } } }`;
  expect((await world.ask(inviter.viewer, LIST)).guestPasses).toEqual({
    totalCount: 1,
    nodes: [{ id: own.passId }],
  });
  const all = (await world.ask(place.admin.viewer, LIST)).guestPasses.nodes.map(
    ({ id }: { id: string }) => id,
  );
  expect(all).toEqual(expect.arrayContaining([own.passId, other.passId]));
  const guest = await world.passport((await world.redeem(own.token)).accessToken);
  expect((await world.ask(guest, LIST)).guestPasses.nodes).toEqual([]);
  expect((await world.ask(guest, STATE, { id: other.passId })).guestPass).toBeNull();
  expect(await world.refusal(guest, REVOKE, { input: { passId: own.passId, key: randomUUID() } })).toBe(
    'FORBIDDEN',
  );
});

test('passes are listed by state, page by page in both directions', async () => {
  const elsewhere = await world.aPlace();
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.unshift((await world.aPass(elsewhere.admin.viewer)).passId);
  const LIST = `query ($first: Int, $last: Int, $after: Cursor, $before: Cursor) {
    guestPasses(first: $first, last: $last, after: $after, before: $before, state: INVITED) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id } } }`;
  const page = async (args: object) => (await world.ask(elsewhere.admin.viewer, LIST, args)).guestPasses;
  const idsOf = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id);
  const first = await page({ first: 2 });
  expect(idsOf(first)).toEqual(ids.slice(0, 2));
  expect(first.totalCount).toBe(5);
  const second = await page({ first: 3, after: first.pageInfo.endCursor });
  expect(idsOf(second)).toEqual(ids.slice(2));
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect(idsOf(await page({ last: 2, before: second.pageInfo.startCursor }))).toEqual(ids.slice(0, 2));
  expect(await world.refusal(elsewhere.admin.viewer, LIST, { first: 101 })).toBe('INVALID');
});

test('a guest is one person without upgrade: no password, no role, no profile', async () => {
  const guest = await world.aGuest(place);
  const input = { userId: guest.id, roleId: place.roles.EMPLOYEE, key: randomUUID() };
  expect(
    await world.refusal(
      place.admin.viewer,
      `mutation ($input: GrantRoleInput!) { grantRole(input: $input) { id } }`,
      { input },
    ),
  ).toBe('INVALID');
  expect(
    await world.refusal(
      guest.viewer,
      `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }`,
      {
        input: { displayName: 'Dean', expectedVersion: 1, key: randomUUID() },
      },
    ),
  ).toBe('FORBIDDEN');
  expect(
    await world.refusal(
      guest.viewer,
      `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }`,
      {
        input: { name: 'bot', scopes: ['READ'], key: randomUUID() },
      },
    ),
  ).toBe('FORBIDDEN');
});
