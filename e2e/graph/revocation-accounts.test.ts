import { beforeAll, expect, test } from 'vitest';
import { ask } from '../client/ask.js';
import { PASSWORD, Person } from '../client/person.js';
import type { Socket } from '../client/socket.js';
import {
  AccountLockedDocument,
  AccountMadeDocument,
  AccountPassDocument,
  AccountPassEndedDocument,
  AccountPasswordDocument,
  AccountRoleGivenDocument,
  AccountRolesDocument,
  ChannelEventsDocument,
  CreateApiTokenDocument,
  CreateChannelDocument,
  RedeemGuestLinkDocument,
  RevokeApiTokenDocument,
  RevokeSessionDocument,
  SelfDocument,
  SignOutDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, gateway, gateways, say } from '../product.js';

const REVOCATIONS = 50;
const LONGEST_MS = 2_000;

let roles: ReadonlyMap<string, string>;

beforeAll(async () => {
  const { viewer } = await (await a('administrator')).get(AccountRolesDocument, {});
  roles = new Map(viewer?.organization.roles.map(({ id, template }) => [template ?? '', id]));
});

/** A live connection of somebody to a channel, and what they have heard on it. */
interface Following {
  readonly socket: Socket;
  readonly heard: readonly string[];
  /** Resolves when nothing comes any more. */
  readonly over: Promise<void>;
}

async function following(person: Person, channelId: string, gatewayIndex: number): Promise<Following> {
  const socket = person.connect(gatewayIndex);
  const events = socket.follow(ChannelEventsDocument, { channelId });
  await events.find(({ channelEvents }) => channelEvents.__typename === 'CaughtUp');
  const heard: string[] = [];
  const listen = async (): Promise<void> => {
    for (;;) {
      const { channelEvents: event } = await events.next();
      if (event.__typename === 'MessageAdded') heard.push(event.message.text ?? '');
    }
  };
  // The end of the socket is told by throwing; with which code is asked of the socket itself.
  const over = listen().catch(() => undefined);
  return { socket, heard, over };
}

/** Somebody with an account of their own, and a channel that the administrator shares with them. */
async function aNewcomer(): Promise<{ email: string; person: Person; channelId: string }> {
  const administrator = await a('administrator');
  const email = `e2e.${aKey()}@northgate.ac.uk`;
  const roleIds = [roles.get('EMPLOYEE') ?? ''];
  const account = { email, displayName: 'Newcomer', kind: 'STAFF' as const, roleIds, country: 'GB' };
  await administrator.get(AccountMadeDocument, { input: { ...account, password: PASSWORD, key: aKey() } });
  const person = await Person.signIn(gateways, email);
  const channel = { kind: 'GROUP' as const, name: `e2e ${aKey()}`, memberIds: [person.id] };
  // chat hears of new people by identity's log.
  const made = async () => {
    const { data } = await administrator.ask(CreateChannelDocument, { input: { ...channel, key: aKey() } });
    return data?.createChannel.id ?? '';
  };
  const channelId = await expect.poll(made, { timeout: 10_000 }).not.toBe('').then(made);
  return { email, person, channelId };
}

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;

interface Scene {
  readonly email: string;
  readonly person: Person;
  readonly administrator: Person;
}

/** How an account loses its connections, and the code they end with. */
interface Revocation {
  readonly code: number;
  readonly revoke: (scene: Scene, connected: Person) => Promise<unknown>;
}

const sessionOf = async (person: Person): Promise<string> =>
  (await person.get(SelfDocument, {})).viewer?.session?.id ?? '';

const REVOCATIONS_BY_NAME: Readonly<Record<string, Revocation>> = {
  'signs out': {
    code: 4401,
    revoke: (_scene, { token, cookie }) =>
      ask(gateway, SignOutDocument, { input: { key: aKey() } }, { token, cookie }),
  },
  'is signed out from another device': {
    code: 4401,
    revoke: async ({ email }, connected) => {
      const desk = await Person.signIn(gateways, email);
      const sessionId = await sessionOf(connected);
      return desk.get(RevokeSessionDocument, { input: { sessionId, key: aKey() } });
    },
  },
  'changes the password on another device': {
    code: 4401,
    revoke: async ({ email }) => {
      const desk = await Person.signIn(gateways, email);
      const input = { current: PASSWORD, password: 'quite another one', key: aKey() };
      return desk.get(AccountPasswordDocument, { input });
    },
  },
  'is locked out': {
    code: 4401,
    revoke: ({ administrator, person }) =>
      administrator.get(AccountLockedDocument, {
        input: { userId: person.id, reason: 'e2e', key: aKey() },
      }),
  },
  'is given another role': {
    code: 4410,
    revoke: ({ administrator, person }) =>
      administrator.get(AccountRoleGivenDocument, {
        input: { userId: person.id, roleId: roles.get('SUPPORT_AGENT') ?? '', key: aKey() },
      }),
  },
};

test.each(Object.entries(REVOCATIONS_BY_NAME))(
  'whoever %s hears nothing that is written after it',
  async (_what, { code, revoke }) => {
    const administrator = await a('administrator');
    const { email, person, channelId } = await aNewcomer();
    const { socket, heard, over } = await following(person, channelId, 1);
    const staying = await following(administrator, channelId, 0);
    await say(administrator, channelId, 'before');
    await expect.poll(() => heard).toEqual(['before']);
    await revoke({ email, person, administrator }, person);
    const since = performance.now();
    await say(administrator, channelId, 'after');
    expect((await socket.closed).code).toBe(code);
    expect(performance.now() - since).toBeLessThan(LONGEST_MS);
    await over;
    await expect.poll(() => staying.heard).toEqual(['before', 'after']);
    expect(heard).toEqual(['before']);
  },
);

test('a program whose API token is revoked hears nothing that is written after it', async () => {
  const { person, channelId } = await aNewcomer();
  const administrator = await a('administrator');
  const { createApiToken: made } = await person.get(CreateApiTokenDocument, {
    input: { name: 'e2e', scopes: ['READ'], key: aKey() },
  });
  await using program = person.with(made.secret);
  const { socket, heard, over } = await following(program, channelId, 1);
  const staying = await following(person, channelId, 0);
  await person.get(RevokeApiTokenDocument, { input: { tokenId: made.token.id, key: aKey() } });
  const since = performance.now();
  await say(administrator, channelId, 'after');
  expect((await socket.closed).code).toBe(4401);
  expect(performance.now() - since).toBeLessThan(LONGEST_MS);
  await over;
  // Its owner's own socket goes on: nothing changed for them.
  await expect.poll(() => staying.heard).toEqual(['after']);
  expect(heard).toEqual([]);
});

/** A guest with a pass for a channel of the administrator, until `endsAt`. */
async function aGuest(endsAt: Date): Promise<{ guest: Person; passId: string; channelId: string }> {
  const administrator = await a('administrator');
  const channelId = await aChannel(administrator);
  const grants = [{ targetId: channelId, actions: ['READ' as const] }];
  const { issueGuestPass: pass } = await administrator.get(AccountPassDocument, {
    input: { name: 'e2e guest', grants, endsAt: endsAt.toISOString(), key: aKey() },
  });
  const token = pass.link?.split('/').pop() ?? '';
  const input = { token, displayName: 'Guest', key: aKey() };
  const { data, errors } = await ask(gateway, RedeemGuestLinkDocument, { input });
  if (data?.redeemGuestLink.__typename !== 'SignedIn') throw new Error(JSON.stringify(errors));
  const { viewer, token: session } = data.redeemGuestLink;
  return { guest: new Person(gateways, viewer.id, session.accessToken), passId: pass.id, channelId };
}

test('a guest whose pass is revoked hears nothing that is written after it', async () => {
  const administrator = await a('administrator');
  const { guest, passId, channelId } = await aGuest(new Date(Date.now() + 3_600_000));
  const { socket, heard, over } = await following(guest, channelId, 1);
  await say(administrator, channelId, 'before');
  await expect.poll(() => heard).toEqual(['before']);
  await administrator.get(AccountPassEndedDocument, { input: { passId, key: aKey() } });
  const since = performance.now();
  await say(administrator, channelId, 'after');
  expect((await socket.closed).code).toBe(4401);
  expect(performance.now() - since).toBeLessThan(LONGEST_MS);
  await over;
  expect(heard).toEqual(['before']);
});

test('a guest whose pass runs out is gone within a second', async () => {
  const administrator = await a('administrator');
  const endsAt = new Date(Date.now() + 3_000);
  const { guest, channelId } = await aGuest(endsAt);
  const { socket, heard, over } = await following(guest, channelId, 1);
  expect((await socket.closed).code).toBe(4401);
  expect(Date.now() - endsAt.getTime()).toBeLessThan(1_000);
  await say(administrator, channelId, 'after');
  await over;
  expect(heard).toEqual([]);
});

test('ninety-nine of a hundred sockets end within a second of the answer that revoked them', async () => {
  const administrator = await a('administrator');
  const { email, channelId } = await aNewcomer();
  const took: number[] = [];
  for (let n = 0; n < REVOCATIONS; n += 1) {
    await using leaving = await Person.signIn(gateways, email);
    const { socket, heard, over } = await following(leaving, channelId, n);
    const { token, cookie } = leaving;
    await ask(gateway, SignOutDocument, { input: { key: aKey() } }, { token, cookie });
    const since = performance.now();
    const closed = socket.closed.then(() => performance.now() - since);
    await say(administrator, channelId, `after ${String(n)}`);
    took.push(await closed);
    await over;
    expect(heard).toEqual([]);
  }
  took.sort((one, other) => one - other);
  const [p50, p99, most] = [quantile(took, 0.5), quantile(took, 0.99), quantile(took, 1)];
  process.stdout.write(
    `sign-out to close: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, most ${most.toFixed(1)} ms\n`,
  );
  expect(p99).toBeLessThan(1_000);
  expect(most).toBeLessThan(LONGEST_MS);
});
