import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../client/person.js';
import { askGraph, askRest, restDocuments } from '../client/rest.js';
import { aKey, people, type Role } from '../people.js';
import { gateway } from '../product.js';
import { actors, RestWorld } from './rest-world.js';

type Parameters = Readonly<Record<string, unknown>>;

type Code = 'OK' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID' | 'CONFLICT';
/** What each actor gets: stranger, guest, member, who has the right, somebody of another organisation. */
type Outcomes = readonly [Code, Code, Code, Code, Code];

const EVERYBODY: Outcomes = ['OK', 'OK', 'OK', 'OK', 'OK'];
/** Each sees what is theirs. */
const SIGNED_IN: Outcomes = ['UNAUTHENTICATED', 'OK', 'OK', 'OK', 'OK'];
const IN_THE_CHANNEL: Outcomes = ['UNAUTHENTICATED', 'OK', 'OK', 'OK', 'NOT_FOUND'];
const WHO_MAY: Outcomes = ['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN', 'OK', 'NOT_FOUND'];

/** One operation: what it is asked with, who has the right to it, and what each actor gets. */
interface Row {
  readonly parameters: (world: RestWorld) => Promise<Parameters> | Parameters;
  readonly holder?: Role;
  readonly endsSession?: boolean;
  readonly outcomes: Outcomes;
}

const hours = [{ day: 'MONDAY', startsAt: '17:00', endsAt: '09:00' }];
const inChannel = async (world: RestWorld) => ({ channelId: await world.channel() });
const onMessage = async (world: RestWorld) => ({ messageId: await world.message() });
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();

const rows: Readonly<Record<string, Row>> = {
  signInOptions: { parameters: () => ({ email: people.student }), outcomes: EVERYBODY },
  signIn: { parameters: () => ({ email: people.classmate, password: PASSWORD }), outcomes: EVERYBODY },
  redeemGuestLink: {
    parameters: async (world) => ({ token: (await world.pass()).secret, displayName: 'Matrix Guest' }),
    outcomes: EVERYBODY,
  },
  renewSession: {
    parameters: () => ({}),
    outcomes: ['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  },
  signOut: { parameters: () => ({}), endsSession: true, outcomes: SIGNED_IN },
  me: { parameters: () => ({}), outcomes: SIGNED_IN },
  sessions: { parameters: () => ({}), outcomes: SIGNED_IN },
  revokeSession: {
    parameters: async (world) => ({ sessionId: await world.session() }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'OK', 'OK', 'NOT_FOUND'],
  },
  // Nobody's password changes: this one is too short.
  changePassword: {
    parameters: () => ({ current: PASSWORD, password: 'short' }),
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'INVALID', 'INVALID', 'INVALID'],
  },
  apiTokens: { parameters: () => ({}), outcomes: SIGNED_IN },
  createApiToken: {
    parameters: () => ({ name: 'matrix', scopes: ['READ'] }),
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'OK', 'OK', 'OK'],
  },
  revokeApiToken: {
    parameters: async (world) => ({ tokenId: await world.apiToken() }),
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'NOT_FOUND', 'OK', 'NOT_FOUND'],
  },

  people: { parameters: () => ({ text: 'a', first: 5 }), outcomes: SIGNED_IN },
  person: {
    parameters: async (world) => ({ id: await world.employee() }),
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'OK', 'OK', 'NOT_FOUND'],
  },
  organization: { parameters: () => ({}), outcomes: SIGNED_IN },
  departments: { parameters: () => ({ first: 5 }), outcomes: SIGNED_IN },
  teams: { parameters: () => ({ first: 5 }), outcomes: SIGNED_IN },
  // Nobody's profile, presence or week changes: each of these is wrong for everybody.
  updateProfile: {
    parameters: () => ({ expectedVersion: 0, title: 'Matrix' }),
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'CONFLICT', 'CONFLICT', 'CONFLICT'],
  },
  setPresence: {
    parameters: () => ({ state: 'BUSY', until: '2020-01-01T00:00:00Z' }),
    outcomes: ['UNAUTHENTICATED', 'INVALID', 'INVALID', 'INVALID', 'INVALID'],
  },
  setWorkingHours: {
    parameters: () => ({ hours }),
    outcomes: ['UNAUTHENTICATED', 'INVALID', 'INVALID', 'INVALID', 'INVALID'],
  },
  createUser: { parameters: (world) => world.account(), holder: 'administrator', outcomes: WHO_MAY },
  updateUser: {
    parameters: async (world) => ({ userId: await world.user(), expectedVersion: 1, displayName: 'Renamed' }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'OK', 'NOT_FOUND'],
  },
  disableUser: {
    parameters: async (world) => ({ userId: await world.user(), reason: 'For the matrix' }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'OK', 'NOT_FOUND'],
  },
  enableUser: {
    parameters: async (world) => ({ userId: await world.lockedUser() }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'OK', 'NOT_FOUND'],
  },
  grantRole: {
    parameters: async (world) => ({ userId: await world.user(), roleId: await world.roleId() }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'OK', 'NOT_FOUND'],
  },
  withdrawRole: {
    parameters: async (world) => ({ userId: await world.user(), roleId: await world.roleId() }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'OK', 'NOT_FOUND'],
  },
  createTeam: {
    parameters: () => ({ name: `Matrix ${aKey()}`, memberIds: [] }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN', 'OK', 'OK'],
  },
  updateTeam: {
    parameters: async (world) => ({
      teamId: await world.team(),
      expectedVersion: 1,
      name: `Matrix ${aKey()}`,
    }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'OK', 'NOT_FOUND'],
  },
  createDepartment: {
    parameters: () => ({ name: `Matrix ${aKey()}` }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN', 'OK', 'OK'],
  },
  updateDepartment: {
    parameters: async (world) => ({
      departmentId: await world.department(),
      expectedVersion: 1,
      name: `Matrix ${aKey()}`,
    }),
    holder: 'administrator',
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'OK', 'NOT_FOUND'],
  },

  sidebar: { parameters: () => ({}), outcomes: SIGNED_IN },
  channels: { parameters: () => ({ first: 5, kinds: ['GROUP', 'PUBLIC'] }), outcomes: SIGNED_IN },
  channel: { parameters: async (world) => ({ id: await world.channel() }), outcomes: IN_THE_CHANNEL },
  members: { parameters: inChannel, outcomes: IN_THE_CHANNEL },
  createChannel: {
    parameters: () => ({ kind: 'GROUP', name: `Matrix ${aKey()}` }),
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'OK', 'OK', 'OK'],
  },
  openDirectChannel: {
    parameters: async (world) => ({ userId: await world.employee() }),
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'OK', 'OK', 'NOT_FOUND'],
  },
  updateChannel: {
    parameters: async (world) => ({ ...(await inChannel(world)), expectedVersion: 1, topic: 'Matrix' }),
    outcomes: WHO_MAY,
  },
  archiveChannel: { parameters: inChannel, outcomes: WHO_MAY },
  restoreChannel: { parameters: async (world) => ({ channelId: await world.archived() }), outcomes: WHO_MAY },
  joinChannel: { parameters: inChannel, outcomes: IN_THE_CHANNEL },
  leaveChannel: { parameters: inChannel, outcomes: ['UNAUTHENTICATED', 'OK', 'OK', 'CONFLICT', 'NOT_FOUND'] },
  addMembers: {
    parameters: async (world) => ({ ...(await inChannel(world)), userIds: [await world.classmate()] }),
    outcomes: WHO_MAY,
  },
  setMemberRole: {
    parameters: async (world) => ({
      ...(await inChannel(world)),
      userId: await world.employee(),
      role: 'MODERATOR',
    }),
    outcomes: WHO_MAY,
  },
  removeMember: {
    parameters: async (world) => ({ ...(await inChannel(world)), userId: await world.employee() }),
    outcomes: WHO_MAY,
  },
  markRead: {
    parameters: async (world) => {
      await world.message();
      return { ...(await inChannel(world)), seq: 1 };
    },
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'OK', 'OK', 'NOT_FOUND'],
  },

  messages: {
    parameters: async (world) => {
      await world.message();
      return { ...(await inChannel(world)), last: 5 };
    },
    outcomes: IN_THE_CHANNEL,
  },
  message: { parameters: async (world) => ({ id: await world.message() }), outcomes: IN_THE_CHANNEL },
  sendMessage: {
    parameters: async (world) => ({ ...(await inChannel(world)), text: 'By the matrix' }),
    outcomes: IN_THE_CHANNEL,
  },
  editMessage: {
    parameters: async (world) => ({ ...(await onMessage(world)), expectedVersion: 1, text: 'Edited' }),
    outcomes: WHO_MAY,
  },
  deleteMessage: { parameters: onMessage, outcomes: WHO_MAY },
  addReaction: {
    parameters: async (world) => ({ ...(await onMessage(world)), emoji: '👍' }),
    outcomes: IN_THE_CHANNEL,
  },
  removeReaction: {
    parameters: async (world) => ({ ...(await onMessage(world)), emoji: '👍' }),
    outcomes: IN_THE_CHANNEL,
  },

  guestPasses: { parameters: () => ({ first: 5 }), outcomes: SIGNED_IN },
  guestPass: {
    parameters: async (world) => ({ id: (await world.pass()).id }),
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'NOT_FOUND', 'OK', 'NOT_FOUND'],
  },
  issueGuestPass: {
    parameters: async (world) => ({
      name: 'Matrix',
      grants: [{ targetId: await world.channel(), actions: ['READ'] }],
      endsAt: TOMORROW,
    }),
    outcomes: ['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN', 'OK', 'OK'],
  },
  revokeGuestPass: {
    parameters: async (world) => ({ passId: (await world.pass()).id }),
    outcomes: ['UNAUTHENTICATED', 'NOT_FOUND', 'NOT_FOUND', 'OK', 'NOT_FOUND'],
  },
};

interface Description {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { responses: { 200: { content: { 'application/json': { schema: object } } } } }>
      >
    >
  >;
  readonly components: object;
}

let description: Description;
const ajv = addFormats.default(new Ajv2020({ strict: false }));

beforeAll(async () => {
  description = (await (await fetch(new URL('/rest/openapi.json', gateway))).json()) as Description;
});

/** What says whether an answer is as the description promises. */
function answerOf(name: string): ValidateFunction {
  const [operation] = Object.values(description.paths[`/rest/${name}`] ?? {});
  const schema = operation?.responses[200].content['application/json'].schema ?? {};
  return ajv.compile({ ...schema, components: description.components });
}

test('every published operation has a row', () => {
  const published = Object.keys(description.paths).map((path) => path.replace('/rest/', ''));
  expect(Object.keys(rows).toSorted()).toEqual(published.toSorted());
  expect([...restDocuments.keys()].toSorted()).toEqual(published.toSorted());
});

/** Asks the same of equal things, once over REST and once of the graph. */
async function bothWays(name: string, row: Row, actor: (typeof actors)[number]) {
  const { holder = 'head', parameters, endsSession = false } = row;
  return Promise.all(
    [askRest, askGraph].map(async (ask) => {
      const world = RestWorld.for(actor, holder);
      const given = await parameters(world);
      return ask(gateway, name, given, endsSession ? await world.ownToken() : await world.token());
    }),
  );
}

const EQUAL_STATUS: Readonly<Record<string, readonly number[]>> = {
  OK: [200],
  UNAUTHENTICATED: [401],
  FORBIDDEN: [403],
  NOT_FOUND: [404],
  INVALID: [400, 422],
  CONFLICT: [409],
};

test.each(Object.entries(rows))('%s is for the same people over REST as in the graph', async (name, row) => {
  const outcomes = [];
  const isAsPromised = answerOf(name);
  for (const actor of actors) {
    const [rest, graph] = await bothWays(name, row, actor);
    expect([actor, rest?.code]).toEqual([actor, graph?.code]);
    expect(EQUAL_STATUS[rest?.code ?? '']).toContain(rest?.status);
    if (rest?.code === 'OK') {
      expect([actor, isAsPromised(rest.value) ? null : isAsPromised.errors]).toEqual([actor, null]);
    }
    outcomes.push(rest?.code);
  }
  expect(outcomes).toEqual(row.outcomes);
});
