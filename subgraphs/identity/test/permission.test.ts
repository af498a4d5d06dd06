import { isObjectType, Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asViewer, type TestAnswer, type TestSubgraph } from '@parley/kit/testing';
import { type PermissionRow, type Scene, WHO, type Who } from './permission-rows.js';
import { permissions } from './permissions.js';
import { type Person, World, startIdentity } from './subgraph.js';

let test_: TestSubgraph;
let shared: Scene;

beforeAll(async () => {
  test_ = await startIdentity();
  shared = await aScene();
});
afterAll(() => test_.stop());

async function aScene(): Promise<Scene> {
  const world = new World(test_);
  const [place, other] = await Promise.all([world.aPlace(), world.aPlace()]);
  const [guest, member, colleague] = await Promise.all([
    world.aGuest(place),
    world.aPerson(place, { name: 'Member' }),
    world.aPerson(place, { name: 'Colleague' }),
  ]);
  return { world, place, other, guest, member, colleague };
}

const askers: Readonly<Record<Who, (scene: Scene) => Person | null>> = {
  stranger: () => null,
  guest: ({ guest }) => guest,
  member: ({ member }) => member,
  manager: ({ place }) => place.admin,
  otherOrganisation: ({ other }) => other.admin,
};

/** Rows that an act would leave behind; refused acts leave only their traces in the audit and attempt tables. */
const footprint = (): Promise<unknown> =>
  test_.runtime.database.query(`select
    (select count(*) from log) as events,
    (select count(*) from audit_entry where not refused) as acts,
    (select count(*) from session where ended_at is null) as sessions,
    (select count(*) from api_token where revoked_at is null) as tokens,
    (select sum(version) from user_account) as accounts,
    (select string_agg(password_hash, ' ' order by id) from user_account) as passwords,
    (select count(*) from client_key) as keys`);

const isHidden = (value: unknown): boolean => {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.every(isHidden);
  if (typeof value !== 'object') return false;
  return Object.values(value).every(isHidden);
};

const outcome = ({ data, errors }: TestAnswer): string | null => {
  if (errors) return errors.map(({ extensions }) => extensions['code']).join();
  return isHidden(data) ? 'HIDDEN' : null;
};

async function run(row: PermissionRow, own: Scene, who: Who) {
  const asker = askers[who](own);
  const variables = { ...(await row.variables(own, asker)) };
  const before = await footprint();
  const speaker = asViewer(test_, asker?.viewer ?? null);
  if (row.operation.startsWith('Subscription.')) {
    const events = speaker.follow(row.document, variables);
    const { value } = await events.next();
    await events.return();
    return { answer: outcome(value), before };
  }
  return { answer: outcome(await speaker.run(row.document, variables)), before };
}

describe.each(permissions.map((row) => [row.operation, row] as const))('%s', (_operation, row) => {
  test.each(WHO)('asked by %s', async (who) => {
    const changes = row.operation.startsWith('Mutation.');
    const own = changes ? await aScene() : shared;
    const { answer, before } = await run(row, own, who);
    expect(answer).toBe(row.answers[who]);
    if (changes && answer !== null) expect(await footprint()).toEqual(before);
  });
});

test('every root field, every entity and every explanation has its row', () => {
  const { schema, sdl } = test_.runtime;
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) =>
    Object.keys(root?.getFields() ?? {}).map((field) => `${String(root)}.${field}`),
  );
  const entities = parse(sdl).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const keys = definition.directives?.filter(({ name }) => name.value === 'key') ?? [];
    const resolvable = keys.some((key) => !key.arguments?.some(({ name }) => name.value === 'resolvable'));
    return resolvable ? [`Entity.${definition.name.value}`] : [];
  });
  const explained = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && 'whyCan' in type.getFields() ? [`${type.name}.whyCan`] : [],
  );
  // _service and _entities are federation's own: the first shows the schema, the second is what Entity rows ask.
  const expected = [...fields.filter((field) => !field.startsWith('Query._')), ...entities, ...explained];
  expect(permissions.map(({ operation }) => operation).sort()).toEqual(expected.sort());
});
