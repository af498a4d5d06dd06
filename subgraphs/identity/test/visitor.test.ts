import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@parley/kit';
import { SpokenFeed, type TestSubgraph, asViewer } from '@parley/kit/testing';
import { fingerprint } from '../src/session/secrets.js';
import { World, startIdentity, type Place } from './subgraph.js';

const REDEEM = `mutation ($input: RedeemGuestLinkInput!) { redeemGuestLink(input: $input) { __typename } }`;

const meetings = new SpokenFeed();
let identity: TestSubgraph;
let world: World;
let place: Place;

beforeAll(async () => {
  identity = await startIdentity({ feeds: { meetings } });
  world = new World(identity);
  place = await world.aPlace();
});
afterAll(() => identity.stop());

interface Link {
  readonly meetingId: string;
  readonly token: string;
}

/** Meetings tells of the link of a meeting. */
function tell({ meetingId, token }: Link, more: object = {}): void {
  const { id: organizationId, admin } = place;
  meetings.say(`told:${meetingId}`, 'meetingLinkTold', {
    ...{ meetingId, organizationId, title: 'Open day', createdById: admin.id },
    ...{ linkHash: fingerprint(token), isOpen: true, stayingIds: [], ...more },
  });
}

/** Meetings tells of a link, and it is known here. */
async function told(link: Link, more: object = {}): Promise<void> {
  tell(link, more);
  await identity.runtime.drainConsumers();
}

async function aLink(more: object = {}): Promise<Link> {
  const link = { meetingId: newId('meeting'), token: randomUUID() };
  await told(link, more);
  return link;
}

const input = (token: string) => ({ token, displayName: 'Visitor', key: randomUUID() });

test('whoever comes by the link of a meeting is a guest of that meeting, and of nothing else', async () => {
  const { meetingId, token } = await aLink();
  const [first, second] = [await world.redeem(token, ' Moe '), await world.redeem(token, 'Zola')];
  const viewer = await world.passport(first.accessToken);
  expect(viewer).toMatchObject({
    ...{ kind: 'guest', organizationId: place.id, permissions: [] },
    grants: [{ targetId: meetingId, actions: ['READ', 'JOIN', 'POST'], grantedById: place.admin.id }],
  });
  const other = await world.passport(second.accessToken);
  expect(other?.id).not.toBe(viewer?.id);
  const { viewer: own } = await world.ask(
    viewer,
    `{ viewer { user { displayName kind } guestPass { state grants { target { ... on Meeting { id } } } } } }`,
  );
  expect(own).toEqual({
    user: { displayName: 'Moe', kind: 'GUEST' },
    guestPass: { state: 'ACTIVE', grants: [{ target: { id: meetingId } }] },
  });
  // No directory, no search.
  expect(await world.ask(viewer, `{ users(first: 10) { nodes { id } } }`)).toEqual({ users: { nodes: [] } });
});

test('a link opens as soon as meetings has told of it', async () => {
  const link = { meetingId: newId('meeting'), token: randomUUID() };
  tell(link);
  const visitor = await world.redeem(link.token, 'First');
  expect(await world.passport(visitor.accessToken)).toMatchObject({
    grants: [{ targetId: link.meetingId }],
  });
});

test('while meetings cannot be asked, nobody says that a link opens nothing', async () => {
  meetings.isAway = true;
  const { errors } = await asViewer(identity, null).run(REDEEM, { input: input(randomUUID()) });
  meetings.isAway = false;
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAVAILABLE']);
});

test('a retry is the same visitor', async () => {
  const { meetingId, token } = await aLink();
  const once = input(token);
  for (const _ of [1, 2]) await world.ask(null, REDEEM, { input: once });
  const passes: unknown[] = await identity.runtime.database.query(
    'select id from guest_pass where meeting_id = $1',
    [meetingId],
  );
  expect(passes).toHaveLength(1);
});

test('a link that was rotated, closed or over opens nothing, in the same words as one that never was', async () => {
  const link = await aLink();
  const refused = async (token: string) => {
    const { errors } = await asViewer(identity, null).run(REDEEM, { input: input(token) });
    return errors?.map(({ message, extensions }) => [extensions['code'], message]);
  };
  const nothing = [['NOT_FOUND', 'Guest link not found']];
  expect(await refused(randomUUID())).toEqual(nothing);
  await told({ ...link, token: 'the next one' });
  expect(await refused(link.token)).toEqual(nothing);
  await told(link, { isOpen: false });
  expect(await refused(link.token)).toEqual(nothing);
});

test('who is in stays when the link is rotated; everybody else has come by a link that is over', async () => {
  const link = await aLink();
  const [inside, outside] = [await world.redeem(link.token, 'In'), await world.redeem(link.token, 'Out')];
  const id = (await world.passport(inside.accessToken))?.id;
  await told({ ...link, token: randomUUID() }, { stayingIds: [id] });
  expect(await world.passport(inside.accessToken)).toMatchObject({ id });
  expect(await world.passport(outside.accessToken)).toBeNull();
  await told(link, { isOpen: false, linkHash: null });
  expect(await world.passport(inside.accessToken)).toBeNull();
});
