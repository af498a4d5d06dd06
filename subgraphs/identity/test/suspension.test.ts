import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemCaller, verifyAudit } from '@parley/kit';
import { asViewer, callerOf, type TestSubgraph } from '@parley/kit/testing';
import type { IdentityContext } from '../src/context.js';
import { identity } from '../src/identity.js';
import { operate } from '../src/operate.js';
import { resumeOrganization, suspendOrganization } from '../src/organization/suspension.service.js';
import { World, startIdentity, type Place } from './subgraph.js';

let test_: TestSubgraph;
let world: World;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
});
afterAll(() => test_.stop());

const product = () => test_.runtime.context(systemCaller('test')) as IdentityContext;
const act = (place: Place, reason: string | null = null) => ({
  organizationId: place.id,
  operator: 'tester',
  reason,
});

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }`;
const signIn = (email: string, password = 'correct horse battery') =>
  asViewer(test_, null).run(SIGN_IN, { input: { email, password, key: randomUUID() } });
const REDEEM = `mutation ($input: RedeemGuestLinkInput!) { redeemGuestLink(input: $input) { __typename } }`;
const redeem = (token: string) =>
  asViewer(test_, null).run(REDEEM, { input: { token, displayName: 'Guest', key: randomUUID() } });
const renew = (refreshToken: string) =>
  test_.runtime.execute(
    {
      query: `mutation ($input: RenewSessionInput!) { renewSession(input: $input) { accessToken } }`,
      variables: { input: { key: randomUUID() } },
    },
    callerOf(null, { client: { ip: '127.0.0.1', userAgent: 'test', refreshToken } }),
  );
const refusal = ({ errors }: { errors?: Awaited<ReturnType<typeof signIn>>['errors'] }) =>
  errors?.map(({ message, extensions }) => [extensions['code'], message]) ?? null;

async function aTokenOf(place: Place): Promise<string> {
  const { createApiToken } = await world.ask(
    place.admin.viewer,
    `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }`,
    { input: { name: 'A token', scopes: ['READ'], key: randomUUID() } },
  );
  return createApiToken.secret;
}

test('of a suspended organisation nobody is let in, and when it is resumed all is as it was', async () => {
  const place = await world.aPlace('Northgate');
  const elsewhere = await world.aPlace('Elsewhere');
  const device = await world.signIn(place.admin.email);
  const link = await world.aPass(place.admin.viewer);
  const guest = await world.redeem(link.token);
  const secret = await aTokenOf(place);
  const other = await world.signIn(elsewhere.admin.email);
  const credentials = [device.accessToken, guest.accessToken, secret, other.accessToken];
  const idsOf = async () => (await world.passports(credentials)).map((each) => each?.organizationId ?? null);
  expect(await idsOf()).toEqual([place.id, place.id, place.id, elsewhere.id]);
  const { position } = await world.accountChanges();

  await suspendOrganization(product(), act(place, 'The contract ended in May'));
  expect(await idsOf()).toEqual([null, null, null, elsewhere.id]);
  expect((await world.accountChanges(position)).changes).toEqual([
    { viewerId: null, sessionId: null, organizationId: place.id },
  ]);
  const sentence = 'Northgate is suspended: The contract ended in May';
  expect(refusal(await signIn(place.admin.email))).toEqual([['FORBIDDEN', sentence]]);
  expect(refusal(await redeem(link.token))).toEqual([['FORBIDDEN', sentence]]);
  const renewal = await renew(device.refreshToken);
  expect(refusal(renewal)).toEqual([['UNAUTHENTICATED', sentence]]);
  expect(renewal.extensions?.cookies).toBeUndefined();
  expect(refusal(await signIn(elsewhere.admin.email))).toBeNull();

  await resumeOrganization(product(), act(place));
  expect(await idsOf()).toEqual([place.id, place.id, place.id, elsewhere.id]);
  expect(refusal(await renew(device.refreshToken))).toBeNull();
  expect(refusal(await redeem(link.token))).toBeNull();
});

test('a wrong password does not tell that the organisation is suspended', async () => {
  const place = await world.aPlace();
  await suspendOrganization(product(), act(place));
  expect(refusal(await signIn(place.admin.email, 'a wrong password'))).toEqual([
    ['INVALID', 'The address or the password is wrong'],
  ]);
  const right = await signIn(place.admin.email);
  expect(refusal(right)).toEqual([['FORBIDDEN', 'A place is suspended; ask whoever runs this service']]);
});

test('being told of the suspension does not count as attempts at the password', async () => {
  const place = await world.aPlace();
  await suspendOrganization(product(), act(place));
  const codes = [];
  for (let n = 0; n < 10; n += 1) codes.push(refusal(await signIn(place.admin.email))?.[0]?.[0]);
  expect(new Set(codes)).toEqual(new Set(['FORBIDDEN']));
});

test('it is in the trail of the organisation, with who did it and why', async () => {
  const place = await world.aPlace();
  await suspendOrganization(product(), act(place, 'Unpaid'));
  await expect(suspendOrganization(product(), act(place))).rejects.toMatchObject({
    extensions: { code: 'CONFLICT' },
  });
  await resumeOrganization(product(), act(place, 'Paid'));
  await expect(resumeOrganization(product(), act(place))).rejects.toMatchObject({
    extensions: { code: 'CONFLICT' },
  });
  const { manager } = test_.runtime.database;
  expect(
    await manager.query(
      `select action, actor_id, details from audit_entry where target_id = $1 order by seq`,
      [place.id],
    ),
  ).toEqual([
    { action: 'suspendOrganization', actor_id: null, details: { operator: 'tester', reason: 'Unpaid' } },
    { action: 'resumeOrganization', actor_id: null, details: { operator: 'tester', reason: 'Paid' } },
  ]);
  expect(await verifyAudit(manager, place.id)).toBeNull();
});

test('an operator does it from the command line', async () => {
  const place = await world.aPlace('Harbour');
  const device = await world.signIn(place.admin.email);
  const { options } = test_.runtime.database;
  const config = { DATABASE_URL: 'url' in options ? String(options.url) : '', REDIS_URL: undefined };
  const definition = await identity({
    TOKEN_SECRET: 'another secret, as an operator does not know ours',
    PUBLIC_URL: 'https://parley.test',
    PARLEY_DEMO: false,
    NODE_ENV: 'production',
  });
  const run = (...command: string[]) => operate(definition, config, command);
  expect((await run('list')).words).toContain(`${place.id}  Harbour  open\n`);
  expect(await run('suspend', place.id, 'Moved', 'away')).toMatchObject({
    done: true,
    words: expect.stringContaining(': Moved away') as string,
  });
  expect(await world.passport(device.accessToken)).toBeNull();
  expect(await run('suspend', place.id)).toEqual({
    done: false,
    words: 'Harbour is suspended already\n',
  });
  expect(await run('resume', place.id)).toEqual({ done: true, words: `${place.id}  Harbour  open\n` });
  expect(await world.passport(device.accessToken)).not.toBeNull();
  expect(await run('suspend', 'organization_none')).toEqual({
    done: false,
    words: 'Organization not found\n',
  });
  expect((await run('delete', place.id)).words).toContain('suspend <id>');
  const [entry]: { details: object }[] = await test_.runtime.database.query(
    `select details from audit_entry where target_id = $1 and action = 'suspendOrganization'`,
    [place.id],
  );
  expect(entry?.details).toEqual({ operator: userInfo().username, reason: 'Moved away' });
});
