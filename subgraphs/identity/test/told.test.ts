import { randomUUID } from 'node:crypto';
import { asViewer, type TestSubgraph } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TellEverybody1760000070050 } from '../src/migrations/1760000070050-tell-everybody.js';
import { World, startIdentity, type Place } from './subgraph.js';

let identity: TestSubgraph;
let world: World;
let place: Place;
beforeAll(async () => {
  identity = await startIdentity();
  world = new World(identity);
  place = await world.aPlace();
});
afterAll(() => identity.stop());

const RENAME = `mutation ($input: UpdateTeamInput!) { updateTeam(input: $input) { version } }`;

/** What was told of something last, whenever that was. */
const newest = async (kind: string, key: string, id: string): Promise<unknown> => {
  const rows: { data: unknown }[] = await identity.runtime.database.query(
    `select data from log where kind = $1 and data ->> $2 = $3 order by seq desc limit 1`,
    [kind, key, id],
  );
  return rows[0]?.data;
};

test('other subgraphs are told what a team is called, and when it is called otherwise', async () => {
  const person = await world.aPerson(place);
  const teamId = await world.aTeam(place, [person.id]);
  const first = (await newest('teamChanged', 'teamId', teamId)) as { organizationId: string };
  expect(first).toMatchObject({ teamId, organizationId: person.viewer.organizationId });
  const input = { teamId, name: 'Renamed', expectedVersion: 1, key: randomUUID() };
  await asViewer(identity, place.admin.viewer).run(RENAME, { input });
  expect(await newest('teamChanged', 'teamId', teamId)).toEqual({ ...first, name: 'Renamed' });
});

test('whoever comes later is told of everybody as they were told before', async () => {
  const person = await world.aPerson(place);
  const teamId = await world.aTeam(place, [person.id]);
  const told = () =>
    Promise.all([
      newest('userChanged', 'userId', person.id),
      newest('teamChanged', 'teamId', teamId),
      newest('userChanged', 'userId', place.admin.id),
    ]);
  const before = await told();
  const count = async (): Promise<number> => {
    const [row]: { n: number }[] = await identity.runtime.database.query(
      `select count(*)::int as n from log where kind = 'userChanged' and data ->> 'userId' = $1`,
      [person.id],
    );
    return row?.n ?? 0;
  };
  const times = await count();
  const runner = identity.runtime.database.createQueryRunner();
  await new TellEverybody1760000070050().up(runner);
  await runner.release();
  expect(await count()).toBe(times + 1);
  expect(await told()).toEqual(before);
});
