import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asViewer, type TestSubgraph } from '@parley/kit/testing';
import { World, startIdentity, type Person, type Place } from './subgraph.js';

const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret token { id name scopes expiresAt lastUsedAt } } }`;
const REVOKE = `mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { id } }`;
const LIST = `{ viewer { session { id } apiTokens { id } } }`;

let test_: TestSubgraph;
let world: World;
let place: Place;
let owner: Person;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
});
beforeAll(async () => {
  owner = await world.aPerson(place);
});
afterAll(() => test_.stop());

const make = async (more: object = {}) =>
  (
    await world.ask(owner.viewer, CREATE, {
      input: { name: 'Timetable import', scopes: ['READ'], key: randomUUID(), ...more },
    })
  ).createApiToken;

test('a token speaks for its owner within its scopes', async () => {
  const { secret, token } = await make();
  expect(secret).toMatch(/^parley_pat_[\w-]{43}$/);
  expect(token).toMatchObject({
    name: 'Timetable import',
    scopes: ['READ'],
    expiresAt: null,
    lastUsedAt: null,
  });
  const viewer = await world.passport(secret);
  expect(viewer).toMatchObject({
    id: owner.id,
    sessionId: null,
    kind: 'app',
    scopes: ['READ'],
    endsAt: null,
  });
  const { viewer: seen } = await world.ask(viewer, LIST);
  expect(seen.session).toBeNull();
  expect(seen.apiTokens).toContainEqual({ id: token.id });
  expect(await world.refusal(viewer, REVOKE, { input: { tokenId: token.id, key: randomUUID() } })).toBe(
    'FORBIDDEN',
  );
});

test('a retry shows the same secret again, and no secret is stored', async () => {
  const key = randomUUID();
  const first = await make({ key });
  expect(await make({ key })).toEqual(first);
  const [row] = await test_.runtime.database.query(`select hash from api_token where id = $1`, [
    first.token.id,
  ]);
  expect(first.secret).not.toContain(row.hash);
});

test('a revoked token is nobody, and devices look at their credential again', async () => {
  const { secret, token } = await make();
  const viewer = await world.passport(secret);
  const cursor = (await world.ask(owner.viewer, '{ viewer { accountCursor } }')).viewer.accountCursor;
  await world.ask(owner.viewer, REVOKE, { input: { tokenId: token.id, key: randomUUID() } });
  await world.ask(owner.viewer, REVOKE, { input: { tokenId: token.id, key: randomUUID() } });
  expect(await world.passport(secret)).toBeNull();
  const events = asViewer(test_, viewer).follow(
    `subscription ($after: Cursor) { viewerEvents(after: $after) { __typename } }`,
    { after: cursor },
  );
  expect((await events.next()).value.data.viewerEvents.__typename).toBe('AccessChanged');
  await events.return();
});

test('a token ends by itself', async () => {
  const { secret, token } = await make({ expiresAt: new Date(Date.now() + 60_000).toISOString() });
  expect((await world.passport(secret))?.expiresAt).toBe(token.expiresAt);
  await test_.runtime.database.query(`update api_token set expires_at = now() where id = $1`, [token.id]);
  expect(await world.passport(secret)).toBeNull();
});

test.each([
  ['an invented secret', 'parley_pat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['an invented access token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl'],
  ['an unsigned access token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyIiwic2lkIjoicyJ9.'],
  ['nothing', ''],
])('%s is nobody', async (_what, credential) => {
  expect(await world.passport(credential)).toBeNull();
});

test('only the product itself may ask whom a credential speaks for', async () => {
  const { secret } = await make();
  expect(
    await world.refusal(owner.viewer, `query ($c: String!) { passports(credentials: [$c]) }`, { c: secret }),
  ).toBe('FORBIDDEN');
});

test.each([
  ['no scope', { scopes: [] }, 'scopes'],
  ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ['no name', { name: ' ' }, 'name'],
])('a token with %s is refused', async (_what, wrong, field) => {
  const input = { name: 'Wrong', scopes: ['READ'], key: randomUUID(), ...wrong };
  const { errors } = await asViewer(test_, owner.viewer).run(CREATE, { input });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field });
});

test('a token makes no tokens, and nobody ends or sees that of another', async () => {
  const { secret, token } = await make({ scopes: ['READ', 'WRITE'] });
  const app = await world.passport(secret);
  expect(
    await world.refusal(app, CREATE, { input: { name: 'More', scopes: ['READ'], key: randomUUID() } }),
  ).toBe('FORBIDDEN');
  const input = { tokenId: token.id, key: randomUUID() };
  expect(await world.refusal(place.admin.viewer, REVOKE, { input })).toBe('NOT_FOUND');
  expect(await world.passport(secret)).not.toBeNull();
});
