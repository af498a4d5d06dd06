import { beforeAll, expect, test } from 'vitest';
import { ask, askText, codesOf } from '../client/ask.js';
import { Person } from '../client/person.js';
import {
  type Action,
  NodeIdsDocument,
  NodeKindDocument,
  NodeKindsDocument,
  NodePassDocument,
  NodeRoleDocument,
  NodesInDepthDocument,
  NodeTokenDocument,
  NodeTypesDocument,
  RateLimitDocument,
  RedeemGuestLinkDocument,
  SendMessageDocument,
  WhyCanDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, aChannelNamed, gateway, gateways, say } from '../product.js';
import { callNodes } from './call-nodes.js';
import { fileNodes } from './file-nodes.js';
import { chatNodes } from './node-kinds.js';
import { roomNodes } from './room-nodes.js';

const WHO = ['owner', 'member', 'stranger', 'guest', 'elsewhere'] as const;
type Who = (typeof WHO)[number];

/** Whom each kind of node is there for; to everybody else it is as if it were not. */
const SEEN: Readonly<Record<string, readonly Who[]>> = {
  User: ['owner', 'member', 'stranger'],
  Organization: ['owner', 'member', 'stranger', 'guest'],
  Department: ['owner', 'member', 'stranger'],
  Team: ['owner', 'member', 'stranger'],
  Role: ['owner', 'member', 'stranger'],
  Session: ['owner'],
  ApiToken: ['owner'],
  GuestPass: ['owner', 'guest'],
  Channel: ['owner', 'member', 'guest'],
  Message: ['owner', 'member', 'guest'],
  Membership: ['owner', 'member', 'guest'],
  SidebarEntry: ['owner'],
  Thread: ['owner', 'member', 'guest'],
  ThreadFollow: ['owner'],
  Draft: ['owner'],
  SavedItem: ['owner'],
  ScheduledMessage: ['owner'],
  File: ['owner', 'member', 'guest'],
  CustomEmoji: ['owner', 'member', 'stranger', 'guest'],
  ModerationReport: ['owner', 'member'],
  WordRule: ['owner'],
  RetentionPolicy: [],
  LegalHold: [],
  Folder: ['owner', 'member'],
  FileVersion: ['owner', 'member'],
  FileComment: ['owner', 'member'],
  FileActivity: ['owner'],
  Upload: ['owner', 'member'],
  Share: ['owner', 'member'],
  ShareLink: ['owner'],
  FileRequest: ['owner'],
  Call: ['owner', 'member'],
  Meeting: ['owner', 'member'],
  Participant: ['owner', 'member'],
  Question: ['owner'],
  Recording: ['owner'],
  Consent: ['owner'],
  Transcript: ['owner', 'member'],
  MediaRegion: ['owner', 'member', 'stranger', 'guest', 'elsewhere'],
};

let people: Readonly<Record<Who, Person>>;
/** One node of every kind, all of them the owner's or in a channel of theirs. */
let ids: Readonly<Record<string, string>>;

async function aGuest(
  issuer: Person,
  channelId: string,
): Promise<{ readonly passId: string; readonly guest: Person }> {
  const { issueGuestPass: pass } = await issuer.get(NodePassDocument, {
    input: {
      name: 'A visitor',
      grants: [{ targetId: channelId, actions: ['READ', 'POST'] }],
      endsAt: new Date(Date.now() + 86_400_000).toISOString(),
      key: aKey(),
    },
  });
  const token = new URL(pass.link ?? '').pathname.split('/').at(-1) ?? '';
  const input = { token, displayName: 'A visitor', key: aKey() };
  const { data, errors } = await ask(gateway, RedeemGuestLinkDocument, { input });
  if (data?.redeemGuestLink.__typename !== 'SignedIn') throw new Error(JSON.stringify(errors));
  const { viewer, token: session } = data.redeemGuestLink;
  return { passId: pass.id, guest: new Person(gateways, viewer.id, session.accessToken) };
}

beforeAll(async () => {
  const [owner, member, stranger, elsewhere] = await Promise.all(
    (['head', 'employee', 'student', 'elsewhere'] as const).map(a),
  );
  if (!owner || !member || !stranger || !elsewhere) throw new Error('Somebody could not sign in');
  const channelId = await aChannel(owner, member);
  const { passId, guest } = await aGuest(owner, channelId);
  people = { owner, member, stranger, guest, elsewhere };
  const found = await owner.get(NodeIdsDocument, { channelId });
  const { createApiToken } = await owner.get(NodeTokenDocument, {
    input: { name: 'For nodes', scopes: ['READ'], key: aKey() },
  });
  const messageId = (await say(owner, channelId, 'Read me by my id')).id;
  const administrator = await a('administrator');
  const known = {
    ...(await chatNodes({ owner, member, administrator }, channelId, messageId)),
    ...(await fileNodes(owner, member)),
    ...(await callNodes(owner, member)),
    ...(await roomNodes(owner)),
    User: member.id,
    Organization: found.viewer?.organization.id,
    Department: found.users.nodes.flatMap(({ departments }) => departments)[0]?.id,
    Team: found.users.nodes.flatMap(({ teams }) => teams)[0]?.id,
    Role: found.viewer?.user.roles[0]?.role.id,
    Session: found.viewer?.session?.id,
    ApiToken: createApiToken.token.id,
    GuestPass: passId,
    Channel: channelId,
    Message: messageId,
    Membership: found.channel?.viewerEntry?.membership.id,
    SidebarEntry: found.channel?.viewerEntry?.id,
  };
  ids = Object.fromEntries(Object.entries(known).map(([kind, id]) => [kind, id ?? `no ${kind}`]));
});

test('there is a row for every kind of node', async () => {
  const { __type: node } = await people.owner.get(NodeTypesDocument, {});
  expect(Object.keys(SEEN).sort()).toEqual(node?.possibleTypes?.map(({ name }) => name).sort());
});

test.each(WHO)('every kind of node is there, or is not, for %s: one by one and all at once', async (who) => {
  // A guest enters with their list of channels; files hears of who entered and what was sent a moment later than chat.
  const file = SEEN['File']?.includes(who) ? ids['File'] : null;
  await askText(gateway, '{ viewer { sidebar { liveCursor } } }', { token: people[who].token });
  await expect
    .poll(async () => !file || (await people[who].get(NodeKindDocument, { id: file })).node?.id, {
      timeout: 15_000,
    })
    .toBe(file ?? true);
  const kinds = Object.keys(SEEN);
  const expected = kinds.map((kind) =>
    SEEN[kind]?.includes(who) ? { __typename: kind, id: ids[kind] } : null,
  );
  const asked = kinds.map((kind) => ids[kind] ?? '');
  const { nodes } = await people[who].get(NodeKindsDocument, { ids: asked });
  expect(nodes).toEqual(expected);
  const reversed = await people[who].get(NodeKindsDocument, { ids: asked.toReversed() }, 1);
  expect(reversed.nodes).toEqual(expected.toReversed());
  for (const [n, id] of asked.entries()) {
    expect((await people[who].get(NodeKindDocument, { id })).node).toEqual(expected[n]);
  }
});

test('a stranger without a session is told nothing of nodes', async () => {
  const answer = await askText(gateway, `{ node(id: "${ids['User'] ?? ''}") { id } }`);
  expect([answer.data, codesOf(answer)]).toEqual([null, ['UNAUTHENTICATED']]);
});

/** The same id with another ending: well-formed, and nobody's. */
const absentLike = (id: string): string => id.slice(0, -4) + (id.endsWith('0000') ? '0001' : '0000');

test('what is hidden is answered like what is absent, word for word', async () => {
  const words = async (id: string) => {
    const { status, data, errors, extensions } = await people.elsewhere.ask(NodeKindDocument, { id });
    const { requested } = extensions['cost'] as { readonly requested: number };
    return JSON.stringify({ status, data, errors, requested });
  };
  // Where media servers stand is the same for all organisations of an installation, as regions are.
  const hidden = Object.entries(ids).filter(([kind]) => kind !== 'MediaRegion');
  for (const [, id] of hidden) expect(await words(id)).toBe(await words(absentLike(id)));
  expect(await words(ids['Channel'] ?? '')).toBe(await words('no id of ours'));
});

test('what is hidden takes about as long as what is absent', async () => {
  const hidden = ids['Channel'] ?? '';
  const absent = absentLike(hidden);
  const took: Record<string, number[]> = { [hidden]: [], [absent]: [] };
  for (let n = 0; n < 60; n += 1) {
    // In turns, so that whatever else the machine does falls on both.
    for (const id of n % 2 === 0 ? [hidden, absent] : [absent, hidden]) {
      const begun = performance.now();
      await people.elsewhere.get(NodeKindDocument, { id });
      took[id]?.push(performance.now() - begun);
    }
  }
  const median = (id: string) => took[id]?.toSorted((one, other) => one - other)[30] ?? 0;
  const ratio = median(hidden) / median(absent);
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.7);
});

test('a hundred nodes are read in one request, more are refused', async () => {
  const channelId = await aChannel(people.owner);
  const sent: string[] = [];
  for (let n = 0; n < 20; n += 1) sent.push((await say(people.owner, channelId, `Number ${String(n)}`)).id);
  const hundred = Array.from({ length: 100 }, (_, n) => sent[n % 20] ?? '');
  const { nodes } = await people.owner.get(NodeKindsDocument, { ids: hundred });
  expect(nodes.map((node) => node?.id)).toEqual(hundred);
  const more = await people.owner.ask(NodeKindsDocument, { ids: [...hundred, sent[0] ?? ''] });
  expect(codesOf(more)).toEqual(['INVALID']);
  expect(more.errors[0]?.extensions['field']).toBe('ids');
});

test('nodes of two subgraphs are completed to any depth, by interfaces too', async () => {
  const { owner, member } = people;
  const channelId = await aChannelNamed('Nodes in depth', owner, member);
  const hiddenId = await aChannelNamed('Not for the member', owner);
  await say(owner, channelId, 'Read me from above');
  const { place, others } = await member.get(NodesInDepthDocument, { channelId, userId: owner.id, hiddenId });
  if (place?.__typename !== 'Channel') throw new Error('The channel is not there');
  expect(place.name).toBe('Nodes in depth');
  expect(place.messages.nodes.at(-1)).toMatchObject({
    text: 'Read me from above',
    author: { displayName: 'Amara Okafor' },
  });
  expect(place.members.nodes.map(({ user }) => user?.displayName).sort()).toEqual([
    'Amara Okafor',
    'Baraka Otieno',
  ]);
  expect(others).toEqual([
    {
      id: owner.id,
      displayName: 'Amara Okafor',
      viewerCan: ['READ'],
      region: { code: expect.any(String) as string },
    },
    null,
  ]);
});

const SUPERVISED: readonly (readonly [Who, Action, boolean])[] = [
  ['member', 'READ', true],
  ['member', 'POST', false],
  ['stranger', 'READ', false],
  ['guest', 'READ', true],
  ['guest', 'POST', false],
  ['owner', 'MANAGE', true],
];

test('the owner of a channel is told why others may, or may not, by the rule that decides', async () => {
  const { owner, member } = people;
  const id = ids['Channel'] ?? '';
  await owner.get(NodeRoleDocument, {
    input: { channelId: id, userId: member.id, role: 'READER', key: aKey() },
  });
  // The pass goes on to open the channel for writing; that nobody but moderators writes is the channel's own rule.
  const CLOSE = `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { version } }`;
  const input = { channelId: id, postingRole: 'MODERATOR', expectedVersion: 1, key: aKey() };
  const closed = await askText(gateway, CLOSE, { token: owner.token }, { input });
  expect(closed.errors).toEqual([]);
  for (const [who, action, allowed] of SUPERVISED) {
    const { node } = await owner.get(WhyCanDocument, { id, userId: people[who].id, action });
    if (node?.__typename !== 'Channel') throw new Error('The channel is not there');
    expect([who, action, node.whyCan?.allowed]).toEqual([who, action, allowed]);
    expect(node.whyCan?.steps.at(-1)).toMatchObject({ ...node.whyCan?.decidedBy });
    expect(node.viewerCan).toContain('EXPLAIN');
  }
  const { node } = await owner.get(WhyCanDocument, { id, userId: member.id, action: 'POST' });
  const reason = node?.__typename === 'Channel' ? node.whyCan?.decidedBy.text : undefined;
  const said = { input: { channelId: id, text: 'May I?', key: aKey() } };
  const refused = await member.ask(SendMessageDocument, said);
  expect(refused.errors.map(({ message, extensions }) => [message, extensions.code])).toEqual([
    [reason, 'FORBIDDEN'],
  ]);
});

test('an account is explained by the same question', async () => {
  const administrator = await a('administrator');
  const { member, stranger } = people;
  const variables = { id: member.id, userId: stranger.id, action: 'MANAGE' as const };
  const { node } = await administrator.get(WhyCanDocument, variables);
  expect(node).toMatchObject({
    __typename: 'User',
    whyCan: {
      allowed: false,
      decidedBy: { rule: 'NONE', text: 'Only people who manage accounts may do this' },
    },
  });
});

test('who may not ask is told so without an answer, and the node stays', async () => {
  const { member, stranger, owner } = people;
  const variables = { id: ids['Message'] ?? '', userId: owner.id, action: 'DELETE' as const };
  const refused = await member.ask(WhyCanDocument, variables);
  expect(codesOf(refused)).toEqual(['FORBIDDEN']);
  expect(refused.data?.node).toMatchObject({ __typename: 'Message', id: ids['Message'], whyCan: null });
  const hidden = await stranger.ask(WhyCanDocument, variables);
  expect([hidden.data, hidden.errors]).toEqual([{ node: null }, []]);
  const foreign = { ...variables, userId: people.elsewhere.id };
  const unknown = await owner.ask(WhyCanDocument, foreign);
  expect(codesOf(unknown)).toEqual(['NOT_FOUND']);
});

test('a caller reads what they may spend and what is left of it, by the bucket that decides', async () => {
  const { data, extensions } = await people.member.ask(RateLimitDocument, { ids: Object.values(ids) });
  const { restorePerSecond } = extensions['cost'] as { readonly restorePerSecond: number };
  const { limit, remaining, resetsAt } = data?.rateLimit ?? { limit: 0, remaining: 0, resetsAt: '' };
  expect(remaining).toBeGreaterThan(0);
  // All of it may be there again by now: some of it comes back each moment.
  expect(remaining).toBeLessThanOrEqual(limit);
  expect(restorePerSecond).toBeCloseTo(limit / 60, 1);
  expect(Date.parse(resetsAt)).toBeGreaterThan(Date.now() - 60_000);
});
