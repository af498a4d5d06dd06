import { randomUUID } from 'node:crypto';
import { newId } from '@parley/kit';
import { asViewer, type TestSubgraph } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { World, startIdentity } from './subgraph.js';

let test_: TestSubgraph;
let world: World;
beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
});
afterAll(() => test_.stop());

const PLACE = `mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) {
  id name reason liftedAt users { id } channels { id } placedBy { id } } }`;
const LIFT = `mutation ($input: LiftLegalHoldInput!) { liftLegalHold(input: $input) { id liftedAt } }`;
const LIST = `query ($lifted: Boolean) {
  viewer { organization { legalHolds(lifted: $lifted) { nodes { id } } } } }`;

const codes = async (viewer: Parameters<typeof asViewer>[1], document: string, input: object) => {
  const { errors } = await asViewer(test_, viewer).run(document, { input: { ...input, key: randomUUID() } });
  return (errors ?? []).map(({ extensions }) => extensions['code']);
};

const told = (holdId: string): Promise<unknown[]> =>
  test_.runtime.database.query(
    `select data from log where kind = 'legalHoldChanged' and data ->> 'holdId' = $1 order by seq`,
    [holdId],
  );

test('a hold is placed, told to the other parts of the product, listed, and lifted once', async () => {
  const place = await world.aPlace();
  const person = await world.aPerson(place);
  const channelId = newId('channel');
  const input = { name: 'Case 7', reason: 'A court asks', userIds: [person.id], channelIds: [channelId] };
  const { placeLegalHold: hold } = await world.ask(place.admin.viewer, PLACE, {
    input: { ...input, key: randomUUID() },
  });
  expect(hold).toEqual({
    id: expect.stringMatching(/^legal_hold_/),
    ...{ name: 'Case 7', reason: 'A court asks', liftedAt: null },
    users: [{ id: person.id }],
    channels: [{ id: channelId }],
    placedBy: { id: place.admin.id },
  });
  const about = { organizationId: place.id, userIds: [person.id], channelIds: [channelId] };
  expect(await told(hold.id)).toEqual([{ data: { holdId: hold.id, ...about, lifted: false } }]);
  const listed = async (lifted: boolean) =>
    (await world.ask(place.admin.viewer, LIST, { lifted })).viewer.organization.legalHolds.nodes;
  expect([await listed(false), await listed(true)]).toEqual([[{ id: hold.id }], []]);
  const lift = { holdId: hold.id, reason: 'Settled' };
  expect(await codes(place.admin.viewer, LIFT, lift)).toEqual([]);
  expect(await codes(place.admin.viewer, LIFT, lift)).toEqual(['CONFLICT']);
  expect([await listed(false), await listed(true)]).toEqual([[], [{ id: hold.id }]]);
  expect(await told(hold.id)).toHaveLength(2);
});

test('a hold names people of the organisation or channels, and says why', async () => {
  const place = await world.aPlace();
  const elsewhere = await world.aPlace();
  const { viewer } = place.admin;
  const input = { name: 'Case', reason: 'Why', userIds: [place.admin.id] };
  expect(await codes(viewer, PLACE, { ...input, userIds: [] })).toEqual(['INVALID']);
  expect(await codes(viewer, PLACE, { ...input, reason: ' ' })).toEqual(['INVALID']);
  expect(await codes(viewer, PLACE, { ...input, name: '' })).toEqual(['INVALID']);
  expect(await codes(viewer, PLACE, { ...input, userIds: [elsewhere.admin.id] })).toEqual(['NOT_FOUND']);
  expect(await codes(viewer, PLACE, { ...input, channelIds: [place.admin.id] })).toEqual(['INVALID']);
  expect((await world.ask(viewer, LIST)).viewer.organization.legalHolds.nodes).toEqual([]);
});

test('placing, lifting and being refused are written down', async () => {
  const place = await world.aPlace();
  const person = await world.aPerson(place);
  const input = { name: 'Case', reason: 'Why', userIds: [person.id] };
  expect(await codes(person.viewer, PLACE, input)).toEqual(['FORBIDDEN']);
  expect((await world.ask(person.viewer, LIST)).viewer.organization.legalHolds).toBeNull();
  const { placeLegalHold } = await world.ask(place.admin.viewer, PLACE, {
    input: { ...input, key: randomUUID() },
  });
  await codes(place.admin.viewer, LIFT, { holdId: placeLegalHold.id, reason: 'Over' });
  const rows = await test_.runtime.database.query(
    `select action, refused from audit_entry where organization_id = $1 and action like '%LegalHold' order by seq`,
    [place.id],
  );
  expect(rows).toEqual([
    { action: 'placeLegalHold', refused: true },
    { action: 'placeLegalHold', refused: false },
    { action: 'liftLegalHold', refused: false },
  ]);
});
