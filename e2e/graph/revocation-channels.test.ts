import { expect, test } from 'vitest';
import { ask } from '../client/ask.js';
import { PASSWORD, Person } from '../client/person.js';
import type { Socket } from '../client/socket.js';
import type { Stream } from '../client/stream.js';
import {
  ChannelArchivedDocument,
  ChannelConditionsDocument,
  ChannelDepartmentDocument,
  ChannelEventsDocument,
  ChannelGuestPassDocument,
  ChannelLeftDocument,
  ChannelPersonDocument,
  ChannelPersonMovedDocument,
  ChannelRestoredDocument,
  ChannelRoleDocument,
  CreateChannelDocument,
  InviteToChannelDocument,
  type MemberRole,
  RedeemGuestLinkDocument,
  RemoveMemberDocument,
  SetTypingDocument,
  TypingDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, type ChannelEvent, gateway, gateways, liveCursorOf, say } from '../product.js';

/** How long after a revocation a stream may still be open (P5). */
const ENDS_WITHIN_MS = 2_000;
const BEFORE = 'Before';
const AFTER = ['After one', 'After two', 'After three'];

const textsOf = (events: readonly ChannelEvent[]): string[] =>
  events.flatMap((event) =>
    event.__typename === 'MessageAdded' && event.message.text ? [event.message.text] : [],
  );

const says = (text: string) => (event: ChannelEvent) =>
  event.__typename === 'MessageAdded' && event.message.text === text;

/** Those who follow a channel, each through every gateway, from one cursor: what they are told is made once for all. */
class Followers implements AsyncDisposable {
  private constructor(
    private readonly sockets: readonly Socket[],
    private readonly streams: readonly Stream<ChannelEvent>[],
  ) {}

  static async of(channelId: string, after: string, ...people: readonly Person[]): Promise<Followers> {
    const sockets = people.flatMap((person) => [person.connect(0), person.connect(1)]);
    const streams = sockets.map((socket) =>
      socket.follow(ChannelEventsDocument, { channelId, after }).map(({ channelEvents }) => channelEvents),
    );
    const followers = new Followers(sockets, streams);
    await followers.each((stream) => stream.find(({ __typename }) => __typename === 'CaughtUp'));
    return followers;
  }

  /** A user has so many sockets at most: those of one test are not kept for the next. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.sockets.map((socket) => socket[Symbol.asyncDispose]()));
  }

  each<T>(work: (stream: Stream<ChannelEvent>) => Promise<T>): Promise<T[]> {
    return Promise.all(this.streams.map(work));
  }

  /** What each is told up to those words. */
  hear(text: string): Promise<ChannelEvent[][]> {
    return this.each((stream) => stream.until(says(text)));
  }

  /** What each is told until the product itself ends their stream, which it must do soon. */
  async rest(): Promise<ChannelEvent[]> {
    const began = performance.now();
    const all = await this.each((stream) => stream.rest());
    expect(performance.now() - began).toBeLessThan(ENDS_WITHIN_MS);
    return all.flat();
  }
}

/** Says it all, every other time through the other gateway. */
async function sayAll(author: Person, channelId: string, texts: readonly string[]): Promise<void> {
  for (const [n, text] of texts.entries()) await say(author, channelId, text, n);
}

interface Setting {
  readonly author: Person;
  readonly channelId: string;
  readonly leaving: readonly Person[];
  readonly staying: readonly Person[];
}

/**
 * Both follow, the right of some is taken, more is said: they hear what was said before and nothing after, their
 * streams end, and cannot be taken up again; the others hear everything once, in order.
 */
async function revoked(
  { author, channelId, leaving, staying }: Setting,
  revoke: () => Promise<unknown>,
): Promise<void> {
  const after = await liveCursorOf(author, channelId);
  await using going = await Followers.of(channelId, after, ...leaving);
  await using remaining = await Followers.of(channelId, after, author, ...staying);
  await say(author, channelId, BEFORE);
  await Promise.all([going.hear(BEFORE), remaining.hear(BEFORE)]);
  await revoke();
  const [rest] = await Promise.all([going.rest(), sayAll(author, channelId, AFTER)]);
  expect(textsOf(rest)).toEqual([]);
  for (const heard of await remaining.hear(AFTER.at(-1) ?? '')) {
    expect(textsOf(heard)).toEqual(AFTER);
    expect(new Set(heard.map(({ cursor }) => cursor)).size).toBe(heard.length);
  }
  for (const person of leaving) {
    await using socket = person.connect();
    await expect(socket.follow(ChannelEventsDocument, { channelId, after }).next()).rejects.toBeDefined();
  }
}

async function aGroup(): Promise<Setting & { readonly leaver: Person; readonly stayer: Person }> {
  const [author, student, employee] = [await a('head'), await a('student'), await a('employee')];
  const channelId = await aChannel(author, student, employee);
  return { author, channelId, leaver: student, stayer: employee, leaving: [student], staying: [employee] };
}

test.each([false, true])('somebody who is removed hears nothing after it (banned: %s)', async (ban) => {
  const setting = await aGroup();
  const { author, channelId, leaver } = setting;
  const input = { channelId, userId: leaver.id, ban, key: aKey() };
  await revoked(setting, () => author.get(RemoveMemberDocument, { input }));
});

test('somebody who leaves hears nothing after it', async () => {
  const setting = await aGroup();
  const { channelId } = setting;
  await revoked(setting, () =>
    setting.leaver.get(ChannelLeftDocument, { input: { channelId, key: aKey() } }, 1),
  );
});

test('those who follow an open channel hear nothing after it is closed to them, members go on', async () => {
  const [author, employee, ...strangers] = [
    await a('head'),
    await a('employee'),
    await a('student'),
    await a('dean'),
  ];
  const made = { kind: 'PUBLIC' as const, name: `e2e ${aKey()}`, memberIds: [employee.id], key: aKey() };
  const channelId = (await author.get(CreateChannelDocument, { input: made })).createChannel.id;
  const access = [{ attribute: 'TEAM' as const, values: ['team_of_nobody'] }];
  const input = { channelId, access, expectedVersion: 1, key: aKey() };
  await revoked({ author, channelId, leaving: strangers, staying: [employee] }, () =>
    author.get(ChannelConditionsDocument, { input }),
  );
});

test('an archived channel goes on being followed by all who may read it', async () => {
  const { author, channelId, leaving, staying } = await aGroup();
  const after = await liveCursorOf(author, channelId);
  await using all = await Followers.of(channelId, after, author, ...leaving, ...staying);
  await say(author, channelId, BEFORE);
  await author.get(ChannelArchivedDocument, { input: { channelId, key: aKey() } });
  await author.get(ChannelRestoredDocument, { input: { channelId, key: aKey() } }, 1);
  await sayAll(author, channelId, AFTER);
  const heard = await all.hear(AFTER.at(-1) ?? '');
  for (const events of heard) {
    expect(textsOf(events)).toEqual([BEFORE, ...AFTER]);
    expect(events.filter(({ __typename }) => __typename === 'ChannelChanged')).toHaveLength(2);
  }
});

const asRole = (owner: Person, channelId: string, userId: string, role: MemberRole): Promise<unknown> =>
  owner.get(ChannelRoleDocument, { input: { channelId, userId, role, key: aKey() } });

/** A guest whose pass, given by that person, names the channel. */
async function aGuest(issuer: Person, channelId: string): Promise<Person> {
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const grants = [{ targetId: channelId, actions: ['READ' as const] }];
  const issued = await issuer.get(ChannelGuestPassDocument, {
    input: { name: 'Visitor', endsAt, grants, key: aKey() },
  });
  const token = new URL(issued.issueGuestPass.link ?? '').pathname.split('/').at(-1) ?? '';
  const input = { token, displayName: 'Visitor', key: aKey() };
  const { data, errors } = await ask(gateway, RedeemGuestLinkDocument, { input });
  if (data?.redeemGuestLink.__typename !== 'SignedIn') throw new Error(JSON.stringify(errors));
  return new Person(gateways, data.redeemGuestLink.viewer.id, data.redeemGuestLink.token.accessToken);
}

const issuerLoses: readonly (readonly [
  string,
  (owner: Person, channelId: string, userId: string) => Promise<unknown>,
])[] = [
  ['may no longer invite', (owner, channelId, userId) => asRole(owner, channelId, userId, 'MEMBER')],
  [
    'is removed',
    (owner, channelId, userId) =>
      owner.get(RemoveMemberDocument, { input: { channelId, userId, key: aKey() } }),
  ],
];

test.each(issuerLoses)('a guest hears nothing after whoever let them in %s', async (_how, lose) => {
  const [author, issuer] = [await a('head'), await a('colleague')];
  const channelId = await aChannel(author, issuer);
  await asRole(author, channelId, issuer.id, 'MODERATOR');
  await using guest = await aGuest(issuer, channelId);
  await using other = await aGuest(author, channelId);
  await revoked({ author, channelId, leaving: [guest], staying: [other] }, () =>
    lose(author, channelId, issuer.id),
  );
});

test('who leaves a department hears nothing of its channel after it says so', async () => {
  const [owner, administrator] = [await a('head'), await a('administrator')];
  const name = `e2e ${aKey()}`;
  const { createDepartment } = await administrator.get(ChannelDepartmentDocument, {
    input: { name, key: aKey() },
  });
  const departmentId = createDepartment.id;
  const email = `${aKey()}@northgate.ac.uk`;
  const { createUser } = await administrator.get(ChannelPersonDocument, {
    input: {
      ...{ displayName: 'Clerk', email, password: PASSWORD, kind: 'STAFF' as const, country: 'GB' },
      ...{ departmentIds: [departmentId], roleIds: [], key: aKey() },
    },
  });
  await using clerk = await Person.signIn(gateways, email);
  // Chat hears of the new department a moment later; the same key makes one channel however often it is asked for.
  const made = { kind: 'DEPARTMENT' as const, name, departmentId, key: aKey() };
  const make = () => owner.ask(CreateChannelDocument, { input: made });
  await expect.poll(async () => (await make()).errors).toEqual([]);
  const channelId = (await make()).data?.createChannel.id ?? '';
  await expect
    .poll(
      async () =>
        (await clerk.ask(InviteToChannelDocument, { input: { channelId, userIds: [], key: aKey() } }))
          .errors[0]?.extensions.code,
    )
    .toBe('FORBIDDEN');
  const after = await liveCursorOf(owner, channelId);
  await using going = await Followers.of(channelId, after, clerk);
  await using remaining = await Followers.of(channelId, after, owner);
  await say(owner, channelId, BEFORE);
  await Promise.all([going.hear(BEFORE), remaining.hear(BEFORE)]);
  const moved = {
    userId: createUser.id,
    departmentIds: [],
    expectedVersion: createUser.version,
    key: aKey(),
  };
  await administrator.get(ChannelPersonMovedDocument, { input: moved });
  await remaining.each((stream) =>
    stream.find((event) => event.__typename === 'MemberRemoved' && event.userId === clerk.id),
  );
  await sayAll(owner, channelId, AFTER);
  for (const heard of await remaining.hear(AFTER.at(-1) ?? '')) expect(textsOf(heard)).toEqual(AFTER);
  // Their account changed too, for which a connection may be closed instead; either way it is over, and over for good.
  const rest = await going.each(async (stream) => {
    const seen: ChannelEvent[] = [];
    for (;;) {
      const event = await stream.next().catch(() => null);
      if (!event) return seen;
      seen.push(event);
    }
  });
  expect(textsOf(rest.flat())).toEqual([]);
  await using socket = clerk.connect();
  await expect(socket.follow(ChannelEventsDocument, { channelId, after }).next()).rejects.toBeDefined();
});

test('somebody who was removed does not hear who types', async () => {
  const { author, channelId, leaver, stayer } = await aGroup();
  const type = () => author.get(SetTypingDocument, { input: { channelId, active: true, key: aKey() } }, 1);
  await using left = leaver.connect();
  await using kept = stayer.connect(1);
  const [going, remaining] = [left, kept].map((socket) => socket.follow(TypingDocument, { channelId }));
  if (!going || !remaining) throw new Error('Two were opened');
  const both = Promise.all([going.next(), remaining.next()]);
  let isHeard = false;
  void both.then(() => (isHeard = true));
  // A signal before the stream stands is lost, so it is repeated until both have heard one.
  await expect.poll(async () => (await type(), isHeard), { timeout: 10_000 }).toBe(true);
  await author.get(RemoveMemberDocument, { input: { channelId, userId: leaver.id, key: aKey() } });
  const began = Date.now();
  const rest = going.rest();
  await type();
  const late = (await rest).filter(({ typing }) => Date.parse(typing.until) - 6_000 > began);
  expect(late).toEqual([]);
  expect(Date.now() - began).toBeLessThan(ENDS_WITHIN_MS);
  await remaining.find(({ typing }) => Date.parse(typing.until) - 6_000 > began);
});
