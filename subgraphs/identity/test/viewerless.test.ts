import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  Kind,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@parley/kit';
import { asViewer, expectQueries, type TestSubgraph } from '@parley/kit/testing';
import { World, startIdentity, type Person, type Place } from './subgraph.js';

/**
 * What a shared execution, which nobody asks, may read of each entity: what is the same for whoever may follow the
 * stream that names it. Everything else has to say NEEDS_VIEWER; the gateway then asks once for each viewer.
 */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  User: ['id', 'displayName', 'avatarUrl', 'kind', 'state', 'timeZone', 'locale', 'version'],
  Region: ['code', 'name', 'countries'],
  Country: ['code', 'name', 'region'],
  AccessSubject: [],
  Viewer: [],
  Organization: [],
  Department: [],
  Team: [],
  Role: [],
  GuestPass: [],
  Session: [],
  ApiToken: [],
  LegalHold: [],
  MeetingLobby: ['meetingId', 'organizationId', 'organizationName'],
};

async function aHold(): Promise<string> {
  const { placeLegalHold } = await world.ask(
    place.admin.viewer,
    `mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { id } }`,
    { input: { name: 'A hold', userIds: [person.id], reason: 'A case', key: crypto.randomUUID() } },
  );
  return placeLegalHold.id;
}

/** Root fields whose answer is the same for everybody. */
const SHARED_ROOTS: readonly string[] = ['signInOptions', 'subdivisions'];

let test_: TestSubgraph;
let world: World;
let place: Place;
let person: Person;
let references: Readonly<Record<string, object>>;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
  person = await world.aPerson(place);
  const { createApiToken } = await world.ask(
    person.viewer,
    `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { id } } }`,
    { input: { name: 'A token', scopes: ['READ'], key: crypto.randomUUID() } },
  );
  references = {
    User: { id: person.id },
    Region: { code: 'eu' },
    Country: { code: 'KE' },
    AccessSubject: { id: person.id },
    Viewer: { id: person.id },
    Organization: { id: place.id },
    Department: { id: await world.aDepartment(place) },
    Team: { id: await world.aTeam(place, [person.id]) },
    Role: { id: place.roles.EMPLOYEE },
    GuestPass: { id: (await world.aPass(place.admin.viewer)).passId },
    Session: { id: person.viewer.sessionId },
    ApiToken: { id: createApiToken.token.id },
    LegalHold: { id: await aHold() },
    MeetingLobby: { meetingId: newId('meeting'), organizationId: place.id },
  };
});
afterAll(() => test_.stop());

const shared = () => asViewer(test_, null, { shared: true });

const namedOf = (type: GraphQLOutputType): GraphQLOutputType =>
  isNonNullType(type) || isListType(type) ? namedOf(type.ofType) : type;

function valueOf(type: GraphQLInputType): string {
  const named = getNamedType(type);
  const value = isEnumType(named) ? (named.getValues()[0]?.name ?? '') : '"x"';
  return String(type).startsWith('[') ? `[${value}]` : value;
}

/** A field with the least that can be asked of it. */
function selectionOf({ name, type, args }: GraphQLField<unknown, unknown>): string {
  const named = namedOf(type);
  const needed = args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  const given = needed.map((arg) => `${arg.name}: ${valueOf(arg.type)}`);
  const words = given.length > 0 ? `${name}(${given.join(', ')})` : name;
  return isCompositeType(named) ? `${words} { __typename }` : words;
}

const fieldsOf = (type: string): readonly GraphQLField<unknown, unknown>[] => {
  const found = test_.runtime.schema.getType(type);
  return isObjectType(found) || isInterfaceType(found) ? Object.values(found.getFields()) : [];
};

const codesOf = (errors: Awaited<ReturnType<ReturnType<typeof shared>['run']>>['errors']) =>
  errors?.map(({ extensions }) => extensions['code']) ?? null;

test('the table names every entity', () => {
  const entities = parse(test_.runtime.sdl).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    definition.directives?.some(
      ({ name, arguments: given }) =>
        name.value === 'key' && !given?.some((each) => each.name.value === 'resolvable'),
    )
      ? [definition.name.value]
      : [],
  );
  expect(Object.keys(SHARED).sort()).toEqual(entities.sort());
  expect(Object.keys(references).sort()).toEqual(entities.sort());
});

describe.each(Object.entries(SHARED))('%s without anybody who asks', (type, shareable) => {
  test('gives what is the same for all, and of nothing else any answer', async () => {
    const answers: Record<string, unknown> = {};
    for (const field of fieldsOf(type)) {
      const { data, errors } = await shared().run(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selectionOf(field)} } } }`,
        { of: [{ __typename: type, ...references[type] }] },
      );
      answers[field.name] = codesOf(errors) ?? 'shared';
      // An answer that nobody's rights were asked for has to be a whole one, not a silent nothing.
      if (!errors) expect(data._entities[0]).toHaveProperty(field.name);
      else expect(JSON.stringify(data?._entities?.[0]?.[field.name] ?? null)).toBe('null');
    }
    const expected = fieldsOf(type).map(({ name }) => [
      name,
      shareable.includes(name) ? 'shared' : ['NEEDS_VIEWER'],
    ]);
    expect(answers).toEqual(Object.fromEntries(expected));
  });
});

test('root fields depend on who asks, but for those that are the same for everybody', async () => {
  const forTheGateway = ['passports', 'accountChanges'];
  const answers: Record<string, unknown> = {};
  const roots = fieldsOf('Query').filter(
    ({ name }) => !name.startsWith('_') && !forTheGateway.includes(name),
  );
  for (const field of roots) {
    // An id that is somebody's: of what does not exist, everybody may learn that it does not.
    const words = selectionOf(field)
      .replace('user(id: "x")', `user(id: "${person.id}")`)
      .replace('country: "x"', 'country: "GB"');
    const { errors } = await shared().run(`{ ${words} }`);
    answers[field.name] = codesOf(errors) ?? 'shared';
  }
  const expected = roots.map(({ name }) => [name, SHARED_ROOTS.includes(name) ? 'shared' : ['NEEDS_VIEWER']]);
  expect(answers).toEqual(Object.fromEntries(expected));
});

test("a viewer's own stream cannot be shared", async () => {
  const events = shared().follow('subscription { viewerEvents { __typename } }');
  expect(codesOf((await events.next()).value.errors)).toEqual(['NEEDS_VIEWER']);
  await events.return();
});

test('no type that a shared answer leads to has fields that were not asked here', () => {
  const reached = new Set<string>();
  const visit = (type: GraphQLOutputType): void => {
    const named = namedOf(type);
    if (isUnionType(named)) named.getTypes().forEach(visit);
    if (!isObjectType(named) || reached.has(named.name)) return;
    reached.add(named.name);
    const { [named.name]: shareable } = SHARED;
    for (const field of fieldsOf(named.name)) if (shareable?.includes(field.name) ?? true) visit(field.type);
  };
  for (const [type, shareable] of Object.entries(SHARED)) {
    const own = fieldsOf(type).filter(({ name }) => shareable.includes(name));
    own.forEach((field) => {
      visit(field.type);
    });
  }
  expect([...reached].sort()).toEqual(['Country', 'Region']);
});

test('authors of a hundred messages are read at once, and nothing is said of an unknown one', async () => {
  const everybody = await Promise.all(Array.from({ length: 20 }, () => world.aPerson(place)));
  const of = Array.from({ length: 100 }, (_, n) => ({
    __typename: 'User',
    id: everybody[n % 20]?.id ?? '',
  }));
  const query =
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { displayName avatarUrl timeZone } } }';
  const { data, errors } = await expectQueries(test_, 1, () => shared().run(query, { of }));
  expect(errors).toBeUndefined();
  expect(data._entities).toHaveLength(100);
  expect(data._entities[42]).toEqual({
    displayName: 'Somebody',
    avatarUrl: null,
    timeZone: 'Africa/Nairobi',
  });
  const unknown = await shared().run(query, { of: [{ __typename: 'User', id: 'user_none' }] });
  expect(unknown.data._entities).toEqual([null]);
});
