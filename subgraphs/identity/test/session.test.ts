import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asViewer, type TestSubgraph } from '@parley/kit/testing';
import { PASSWORD, World, startIdentity, type Place } from './subgraph.js';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }`;
const RENEW = `mutation ($key: ClientKey!) { renewSession(input: { key: $key }) { accessToken expiresAt } }`;
const SESSIONS = `{ viewer { sessions { id device country current } } }`;

let test_: TestSubgraph;
let world: World;
let place: Place;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
});
afterAll(() => test_.stop());

const client = (overrides: object) => ({
  client: { ip: '127.0.0.1', userAgent: 'test', refreshToken: null, ...overrides },
});

const attempt = (email: string, password: string, ip: string) =>
  asViewer(test_, null, client({ ip })).run(SIGN_IN, { input: { email, password, key: randomUUID() } });

const renew = (refreshToken: string | null) =>
  asViewer(test_, null, client({ refreshToken })).run(RENEW, { key: randomUUID() });

const cookieOf = ({ extensions }: Awaited<ReturnType<typeof renew>>) => extensions?.cookies?.[0];

/** Moves the moment at which a session's tokens were replaced into the past. */
const ageTokens = (sessionId: string, seconds: number) =>
  test_.runtime.database.query(
    `update refresh_token set replaced_at = replaced_at - $2 * interval '1 second' where session_id = $1`,
    [sessionId, seconds],
  );

describe('signing in', () => {
  test('answers with a token and a cookie, and the session shows in the list with its device', async () => {
    const person = await world.aPerson(place);
    const device = await world.signIn(person.email);
    const viewer = await world.passport(device.accessToken);
    expect(viewer).toMatchObject({
      id: person.id,
      organizationId: place.id,
      sessionId: device.sessionId,
      kind: 'user',
    });
    const { viewer: account } = await world.ask(viewer, SESSIONS);
    expect(account.sessions).toHaveLength(2);
    expect(account.sessions).toContainEqual({
      id: device.sessionId,
      device: 'Firefox on Linux',
      country: null,
      current: true,
    });
  });

  test('gives the same answer for a wrong password, an unknown address and a locked account', async () => {
    const person = await world.aPerson(place);
    const locked = await world.aPerson(place);
    await world.ask(
      place.admin.viewer,
      `mutation ($input: DisableUserInput!) { disableUser(input: $input) { id } }`,
      {
        input: { userId: locked.id, reason: 'left', key: randomUUID() },
      },
    );
    const answers = await Promise.all([
      attempt(person.email, 'not the password', '192.0.2.1'),
      attempt(`nobody.${randomUUID()}@example.org`, PASSWORD, '192.0.2.2'),
      attempt(locked.email, PASSWORD, '192.0.2.3'),
    ]);
    const expected = [
      expect.objectContaining({
        message: 'The address or the password is wrong',
        extensions: { code: 'INVALID', field: 'password' },
      }),
    ];
    for (const { errors } of answers) expect(errors).toEqual(expected);
  });

  test('locks an account after eight attempts, known or unknown, whatever the password and the address', async () => {
    const person = await world.aPerson(place);
    for (const email of [person.email, `nobody.${randomUUID()}@example.org`]) {
      const codes = [];
      for (let n = 1; n <= 9; n += 1) {
        const { errors } = await attempt(email, n === 9 ? PASSWORD : 'guess', `198.51.100.${String(n)}`);
        codes.push(errors?.[0]?.extensions['code']);
      }
      expect(codes).toEqual([...Array<string>(8).fill('INVALID'), 'RATE_LIMITED']);
    }
  });

  test('parallel guesses do not pass the limit together', async () => {
    const person = await world.aPerson(place);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => attempt(person.email, 'guess', `203.0.113.${String(n)}`)),
    );
    const tried = answers.filter(({ errors }) => errors?.[0]?.extensions['code'] === 'INVALID');
    expect(tried).toHaveLength(8);
  });

  test('refuses an address after sixty attempts on different accounts', async () => {
    await test_.runtime.database.query(
      `insert into sign_in_attempt values ('ip:192.0.2.99', 60, now() + interval '15 minutes')`,
    );
    const { errors } = await attempt(place.admin.email, PASSWORD, '192.0.2.99');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 900 });
  });

  test('a right password forgives earlier wrong ones', async () => {
    const person = await world.aPerson(place);
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 7; n += 1) await attempt(person.email, 'guess', '192.0.2.44');
      await world.signIn(person.email, PASSWORD, '192.0.2.44');
    }
  });
});

describe('renewing', () => {
  test('rotates the refresh token', async () => {
    const device = await world.signIn(place.admin.email);
    const first = await renew(device.refreshToken);
    expect(first.errors).toBeUndefined();
    const second = await renew(cookieOf(first)?.value ?? null);
    expect(cookieOf(second)).toMatchObject({ name: 'parley_refresh', path: '/graphql' });
    expect(new Set([device.refreshToken, cookieOf(first)?.value, cookieOf(second)?.value]).size).toBe(3);
    const viewer = await world.passport(second.data.renewSession.accessToken);
    expect(viewer?.sessionId).toBe(device.sessionId);
  });

  test('takes the previous token for ten seconds, for two tabs and lost answers', async () => {
    const device = await world.signIn(place.admin.email);
    await renew(device.refreshToken);
    const again = await renew(device.refreshToken);
    expect(again.errors).toBeUndefined();
    expect((await renew(cookieOf(again)?.value ?? null)).errors).toBeUndefined();
  });

  test('ends the session when an old token is used later', async () => {
    const device = await world.signIn(place.admin.email);
    const renewed = await renew(device.refreshToken);
    await ageTokens(device.sessionId, 11);
    const reused = await renew(device.refreshToken);
    expect(reused.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(cookieOf(reused)).toMatchObject({ name: 'parley_refresh', value: null });
    expect((await renew(cookieOf(renewed)?.value ?? null)).errors?.[0]?.extensions['code']).toBe(
      'UNAUTHENTICATED',
    );
    expect(await world.passport(device.accessToken)).toBeNull();
  });

  test.each([
    ['no cookie', null],
    ['an invented cookie', 'invented'],
  ])('refuses %s', async (_what, token) => {
    expect((await renew(token)).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  test('stores no token in clear', async () => {
    const device = await world.signIn(place.admin.email);
    const rows = await test_.runtime.database.query(`select 1 from refresh_token where hash = $1`, [
      device.refreshToken,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('ending', () => {
  const REVOKE = `mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { id } }`;

  test('a revoked session is told on the account stream and opens nothing any more', async () => {
    const person = await world.aPerson(place);
    const device = await world.signIn(person.email);
    const { viewer } = await world.ask(person.viewer, '{ viewer { accountCursor } }');
    const events = asViewer(test_, person.viewer).follow(
      `subscription ($after: Cursor) { viewerEvents(after: $after) { __typename ... on SessionRevoked { sessionId } } }`,
      { after: viewer.accountCursor },
    );
    expect((await events.next()).value.data.viewerEvents.__typename).toBe('CaughtUp');
    await world.ask(person.viewer, REVOKE, { input: { sessionId: device.sessionId, key: randomUUID() } });
    expect((await events.next()).value.data.viewerEvents).toEqual({
      __typename: 'SessionRevoked',
      sessionId: device.sessionId,
    });
    await events.return();
    expect(await world.passport(device.accessToken)).toBeNull();
    expect((await renew(device.refreshToken)).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  test('a cursor that is not of this stream is answered, not ignored', async () => {
    const events = asViewer(test_, place.admin.viewer).follow(
      `subscription { viewerEvents(after: "bm90IG91cnM") { __typename } }`,
    );
    expect((await events.next()).value.data.viewerEvents.__typename).toBe('CursorExpired');
    expect((await events.next()).done).toBe(true);
  });

  test("another person's session is as absent as an invented one, and stays open", async () => {
    const person = await world.aPerson(place);
    const device = await world.signIn(place.admin.email);
    const input = { sessionId: device.sessionId, key: randomUUID() };
    expect(await world.refusal(person.viewer, REVOKE, { input })).toBe('NOT_FOUND');
    expect(await world.passport(device.accessToken)).not.toBeNull();
  });

  test('who manages accounts ends sessions of others, with a trace', async () => {
    const person = await world.aPerson(place);
    const device = await world.signIn(person.email);
    await world.ask(place.admin.viewer, REVOKE, {
      input: { sessionId: device.sessionId, key: randomUUID() },
    });
    expect(await world.passport(device.accessToken)).toBeNull();
    const rows = await test_.runtime.database.query(
      `select actor_id, refused from audit_entry where action = 'revokeSession' and target_id = $1`,
      [device.sessionId],
    );
    expect(rows).toEqual([{ actor_id: place.admin.id, refused: false }]);
  });

  test('signing out ends this session by its cookie alone, and everywhere ends all', async () => {
    const person = await world.aPerson(place);
    const [first, second, third] = [
      await world.signIn(person.email),
      await world.signIn(person.email),
      await world.signIn(person.email),
    ];
    const out = (refreshToken: string, everywhere: boolean) =>
      asViewer(test_, null, client({ refreshToken })).run(
        `mutation ($input: SignOutInput!) { signOut(input: $input) { id } }`,
        { input: { everywhere, key: randomUUID() } },
      );
    expect((await out(first.refreshToken, false)).data.signOut.id).toBe(first.sessionId);
    expect(await world.passport(first.accessToken)).toBeNull();
    expect(await world.passport(second.accessToken)).not.toBeNull();
    await out(second.refreshToken, true);
    expect(await world.passport(third.accessToken)).toBeNull();
    expect((await out(third.refreshToken, false)).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  test('changing the password ends the other sessions and keeps this one', async () => {
    const person = await world.aPerson(place);
    const other = await world.signIn(person.email);
    const own = await world.signIn(person.email);
    const viewer = await world.passport(own.accessToken);
    const change = (current: string, password: string) =>
      asViewer(test_, viewer).run(
        `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { id } }`,
        {
          input: { current, password, key: randomUUID() },
        },
      );
    expect((await change('wrong', 'another good one')).errors?.[0]?.extensions).toMatchObject({
      field: 'current',
    });
    expect((await change(PASSWORD, 'short')).errors?.[0]?.extensions).toMatchObject({ field: 'password' });
    expect(await world.passport(other.accessToken)).not.toBeNull();
    expect((await change(PASSWORD, 'another good one')).data.changePassword.id).toBe(own.sessionId);
    expect(await world.passport(other.accessToken)).toBeNull();
    expect(await world.passport(own.accessToken)).not.toBeNull();
    await world.signIn(person.email, 'another good one');
  });

  test('a locked account loses its sessions and tokens at once, and unlocking gives no session back', async () => {
    const person = await world.aPerson(place);
    const device = await world.signIn(person.email);
    const act = (name: string, more: object) =>
      world.ask(
        place.admin.viewer,
        `mutation ($i: ${name === 'disableUser' ? 'DisableUserInput' : 'EnableUserInput'}!) { ${name}(input: $i) { state } }`,
        {
          i: { userId: person.id, key: randomUUID(), ...more },
        },
      );
    expect((await act('disableUser', { reason: 'lost laptop' })).disableUser.state).toBe('DISABLED');
    expect(await world.passport(device.accessToken)).toBeNull();
    expect((await act('enableUser', {})).enableUser.state).toBe('ACTIVE');
    expect(await world.passport(device.accessToken)).toBeNull();
    await world.signIn(person.email);
  });
});
