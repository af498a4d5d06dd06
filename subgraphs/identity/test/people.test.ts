import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, systemCaller, type Viewer } from '@parley/kit';
import { asViewer, callerOf, expectQueries, type TestSubgraph } from '@parley/kit/testing';
import { World, startIdentity, type Person, type Place } from './subgraph.js';

const USERS = `query ($first: Int, $last: Int, $after: Cursor, $before: Cursor, $filter: UserFilterInput) {
  users(first: $first, last: $last, after: $after, before: $before, filter: $filter) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id displayName }
  }
}`;
const PERSON = `query ($id: ID!) { user(id: $id) {
  displayName title bio country timeZone workingHours { day } departments { name } teams { name } roles { role { name } }
  contact { email phone } region { code } viewerCan } }`;
const ENTITY = `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) {
  ... on User { displayName state title contact { email } departments { id } viewerCan } } }`;
const PROFILE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { displayName title bio version } }`;
const HOURS = `mutation ($input: SetWorkingHoursInput!) { setWorkingHours(input: $input) { workingHours { day startsAt endsAt } } }`;

let test_: TestSubgraph;
let world: World;
let place: Place;
let colleague: Person;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
  const department = await world.aDepartment(place, 'Teaching');
  colleague = await world.aPerson(place, {
    name: 'Élise Tremblay',
    kind: 'FACULTY',
    roles: ['FACULTY'],
    departmentIds: [department],
  });
  await world.aTeam(place, [colleague.id]);
  const input = {
    title: 'Lecturer in Linguistics',
    bio: 'Teaches.',
    phone: '+15145550100',
    expectedVersion: 1,
    key: randomUUID(),
  };
  await world.ask(colleague.viewer, PROFILE, { input });
});
afterAll(() => test_.stop());

const names = async (viewer: Viewer, filter: object): Promise<string[]> =>
  (await world.ask(viewer, USERS, { filter })).users.nodes.map(
    ({ displayName }: { displayName: string }) => displayName,
  );

describe('the directory', () => {
  test.each([
    ['the beginning of a name', 'éli'],
    ['a name without its accents', 'elise tremblay'],
    ['a part of a title', 'LINGUIST'],
    ['words in any order', 'tremblay lecturer'],
  ])('finds by %s', async (_what, text) => {
    expect(await names(place.admin.viewer, { text })).toEqual(['Élise Tremblay']);
  });

  test.each(['%', '_', '\\', "' or true --", 'nobody here'])('takes %s for what it is', async (text) => {
    expect(await names(place.admin.viewer, { text })).toEqual([]);
  });

  test('is by name without regard to accents, page by page in both directions', async () => {
    const elsewhere = await world.aPlace();
    for (const name of ['Zoë', 'Éva', 'Adam', 'eve']) await world.aPerson(elsewhere, { name });
    const page = async (args: object) => (await world.ask(elsewhere.admin.viewer, USERS, args)).users;
    const shown = ({ nodes }: { nodes: { displayName: string }[] }) =>
      nodes.map(({ displayName }) => displayName);
    const first = await page({ first: 2 });
    expect(shown(first)).toEqual(['Adaeze Admin', 'Adam']);
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const second = await page({ first: 3, after: first.pageInfo.endCursor });
    expect(shown(second)).toEqual(['Éva', 'eve', 'Zoë']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect(shown(await page({ last: 2, before: second.pageInfo.startCursor }))).toEqual([
      'Adaeze Admin',
      'Adam',
    ]);
  });

  test('is filtered by kind, country, department, team, role and state', async () => {
    const { departments, teams } = (
      await world.ask(colleague.viewer, `{ viewer { user { departments { id } teams { id } } } }`)
    ).viewer.user;
    const only = ['Élise Tremblay'];
    expect(await names(place.admin.viewer, { departmentId: departments[0].id })).toEqual(only);
    expect(await names(place.admin.viewer, { teamId: teams[0].id })).toEqual(only);
    expect(await names(place.admin.viewer, { roleId: place.roles.FACULTY })).toEqual(only);
    expect(await names(place.admin.viewer, { kind: 'FACULTY', country: 'KE', state: 'ACTIVE' })).toEqual(
      only,
    );
    expect(await names(place.admin.viewer, { country: 'NZ' })).toEqual([]);
    expect(await names(place.admin.viewer, { kind: 'FACULTY', state: 'DISABLED' })).toEqual([]);
  });

  test('never crosses organisations', async () => {
    const other = await world.aPlace();
    expect(await names(other.admin.viewer, { text: 'tremblay' })).toEqual([]);
    expect((await world.ask(other.admin.viewer, PERSON, { id: colleague.id })).user).toBeNull();
    expect((await world.ask(other.admin.viewer, ENTITY, { id: colleague.id }))._entities).toEqual([null]);
  });

  test('does not exist for guests and customers, who find only themselves', async () => {
    const guest = await world.aGuest(place);
    const customer = await world.aPerson(place, { kind: 'CUSTOMER', roles: ['CUSTOMER'], name: 'Leila' });
    for (const { viewer } of [guest, customer]) {
      expect((await world.ask(viewer, USERS, {})).users).toMatchObject({ totalCount: 0, nodes: [] });
      expect((await world.ask(viewer, PERSON, { id: colleague.id })).user).toBeNull();
      expect((await world.ask(viewer, PERSON, { id: viewer.id })).user.displayName).toBeTruthy();
      const { viewer: own } = await world.ask(
        viewer,
        `{ viewer { organization {
        name departments { totalCount nodes { id } } teams { totalCount nodes { id } } roles { id } } } }`,
      );
      expect(own.organization).toEqual({
        name: 'A place',
        departments: { totalCount: 0, nodes: [] },
        teams: { totalCount: 0, nodes: [] },
        roles: [],
      });
    }
  });

  test('takes the same number of statements whatever the size of a page', async () => {
    const document = `query ($n: Int!, $filter: UserFilterInput) { users(first: $n, filter: $filter) { totalCount nodes {
      id displayName title departments { id name } teams { id name } roles { role { id name } department { id } }
      contact { email } region { code } viewerCan } } }`;
    const staff = await world.aPerson(place);
    const ask = (n: number, text?: string) => world.ask(staff.viewer, document, { n, filter: { text } });
    for (let n = 0; n < 5; n += 1) await world.aPerson(place, { name: `Extra ${String(n)}` });
    await expectQueries(test_, 10, () => ask(1, 'tremblay'));
    await expectQueries(test_, 10, () => ask(50));
  });
});

describe('what others see of a person', () => {
  const SEEN = {
    displayName: 'Élise Tremblay',
    title: 'Lecturer in Linguistics',
    bio: 'Teaches.',
    country: 'KE',
    timeZone: 'Africa/Nairobi',
    workingHours: [],
    departments: [{ name: 'Teaching' }],
    teams: [{ name: 'A team' }],
    roles: [{ role: { name: 'Faculty' } }],
    region: { code: 'af' },
  };

  test('staff see everything and how to reach them', async () => {
    const staff = await world.aPerson(place);
    expect((await world.ask(staff.viewer, PERSON, { id: colleague.id })).user).toEqual({
      ...SEEN,
      contact: { email: colleague.email, phone: '+15145550100' },
      viewerCan: ['READ'],
    });
    expect((await world.ask(place.admin.viewer, PERSON, { id: colleague.id })).user.viewerCan).toEqual([
      'READ',
      'EDIT',
      'MANAGE',
      'EXPLAIN',
    ]);
  });

  test('students reach staff but not each other', async () => {
    const student = await world.aPerson(place, { kind: 'STUDENT', roles: ['STUDENT'] });
    const other = await world.aPerson(place, { kind: 'STUDENT', roles: ['STUDENT'] });
    expect((await world.ask(student.viewer, PERSON, { id: colleague.id })).user.contact.email).toBe(
      colleague.email,
    );
    expect((await world.ask(student.viewer, PERSON, { id: other.id })).user.contact).toBeNull();
    expect((await world.ask(student.viewer, PERSON, { id: student.id })).user.contact.email).toBe(
      student.email,
    );
    expect((await world.ask(place.admin.viewer, PERSON, { id: other.id })).user.contact.email).toBe(
      other.email,
    );
  });

  test('guests see, of those whom conversations show, a name and no more', async () => {
    const guest = await world.aGuest(place);
    expect((await world.ask(guest.viewer, ENTITY, { id: colleague.id }))._entities).toEqual([
      {
        displayName: 'Élise Tremblay',
        state: 'ACTIVE',
        title: null,
        contact: null,
        departments: [],
        viewerCan: [],
      },
    ]);
  });

  test('whose account is gone sees nobody, and an erased account cannot be changed', async () => {
    const gone = { ...colleague.viewer, id: newId('user') };
    expect((await world.ask(gone, USERS, {})).users.nodes).toEqual([]);
    expect((await world.ask(gone, ENTITY, { id: colleague.id }))._entities[0]).toMatchObject({
      title: null,
      contact: null,
    });
    const former = await world.aPerson(place);
    await test_.runtime.database.query(`update user_account set state = 'FORMER' where id = $1`, [former.id]);
    const input = { userId: former.id, displayName: 'Back', expectedVersion: 1, key: randomUUID() };
    expect(
      await world.refusal(
        place.admin.viewer,
        `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { id } }`,
        { input },
      ),
    ).toBe('NOT_FOUND');
  });

  test('the product itself reads names without being anybody', async () => {
    const answer = await test_.runtime.execute(
      {
        query: `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { displayName } } }`,
        variables: { id: colleague.id },
      },
      systemCaller('test'),
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['_entities']).toEqual([{ displayName: 'Élise Tremblay' }]);
  });

  test('a shared execution reads names, and refuses what depends on who asks', async () => {
    const run = async (fields: string) =>
      test_.runtime.execute(
        {
          query: `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { ${fields} } } }`,
          variables: { id: colleague.id },
        },
        callerOf(null, { shared: true }),
      );
    expect((await run('id displayName avatarUrl kind state timeZone locale version')).errors).toBeUndefined();
    for (const field of ['title', 'contact { email }', 'departments { id }', 'viewerCan']) {
      expect((await run(field)).errors?.map(({ extensions }) => extensions['code'])).toEqual([
        'NEEDS_VIEWER',
      ]);
    }
  });
});

describe('changing a profile', () => {
  test('says which version it saw, tells other devices and subgraphs, and answers retries the same', async () => {
    const person = await world.aPerson(place, { name: 'Before' });
    const cursor = (await world.ask(person.viewer, '{ viewer { accountCursor } }')).viewer.accountCursor;
    const input = { displayName: ' After ', title: '', bio: '**Hi**', expectedVersion: 1, key: randomUUID() };
    const changed = { displayName: 'After', title: null, bio: '**Hi**', version: 2 };
    expect((await world.ask(person.viewer, PROFILE, { input })).updateProfile).toEqual(changed);
    expect((await world.ask(person.viewer, PROFILE, { input })).updateProfile).toEqual(changed);
    const stale = { displayName: 'Too late', expectedVersion: 1, key: randomUUID() };
    expect(await world.refusal(person.viewer, PROFILE, { input: stale })).toBe('CONFLICT');
    expect((await world.ask(person.viewer, PERSON, { id: person.id })).user.displayName).toBe('After');
    const events = asViewer(test_, person.viewer).follow(
      `subscription ($after: Cursor) { viewerEvents(after: $after) { __typename ... on ProfileChanged { user { displayName } } } }`,
      { after: cursor },
    );
    expect((await events.next()).value.data.viewerEvents).toEqual({
      __typename: 'ProfileChanged',
      user: { displayName: 'After' },
    });
    expect((await events.next()).value.data.viewerEvents.__typename).toBe('CaughtUp');
    await events.return();
    const [last] = await test_.runtime.database.query(
      `select data from log where stream = $1 and kind = 'userChanged' and data->>'userId' = $2 order by seq desc limit 1`,
      [`organization:${place.id}`, person.id],
    );
    expect(last.data).toEqual({
      userId: person.id,
      organizationId: place.id,
      kind: 'STAFF',
      state: 'ACTIVE',
      displayName: 'After',
      departmentIds: [],
      teamIds: [],
      roles: ['EMPLOYEE'],
      roleIds: [place.roles.EMPLOYEE],
      country: 'KE',
      subdivision: null,
      region: 'af',
      timeZone: 'Africa/Nairobi',
      locale: 'en-KE',
      workingHours: [],
    });
  });

  test.each([
    ['displayName', { displayName: ' ' }],
    ['displayName', { displayName: 'x'.repeat(121) }],
    ['displayName', { displayName: 'evil\u202ename' }],
    ['displayName', { displayName: 'a\nb' }],
    ['title', { title: 'x'.repeat(161) }],
    ['bio', { bio: 'x'.repeat(4_001) }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '+03:00' }],
    ['locale', { locale: 'not a tag' }],
    ['country', { country: 'XX' }],
    ['phone', { phone: '020 7946 0000' }],
  ])('a wrong %s is refused by name and changes nothing (%j)', async (field, wrong) => {
    const before = (await world.ask(colleague.viewer, PERSON, { id: colleague.id })).user;
    const input = { ...wrong, expectedVersion: 2, key: randomUUID() };
    const { errors } = await asViewer(test_, colleague.viewer).run(PROFILE, { input });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field });
    expect((await world.ask(colleague.viewer, PERSON, { id: colleague.id })).user).toEqual(before);
  });

  test('working hours are kept in the order of the week', async () => {
    const person = await world.aPerson(place);
    const hours = [
      { day: 'TUESDAY', startsAt: '13:00', endsAt: '17:00:00' },
      { day: 'TUESDAY', startsAt: '09:00', endsAt: '12:30' },
      { day: 'MONDAY', startsAt: '09:00', endsAt: '17:00' },
    ];
    const { setWorkingHours } = await world.ask(person.viewer, HOURS, {
      input: { hours, key: randomUUID() },
    });
    expect(setWorkingHours.workingHours).toEqual([
      hours[2],
      hours[1],
      { day: 'TUESDAY', startsAt: '13:00', endsAt: '17:00' },
    ]);
  });

  test.each([
    ['a span that ends before it begins', [{ day: 'MONDAY', startsAt: '17:00', endsAt: '09:00' }]],
    [
      'overlapping spans',
      [
        { day: 'MONDAY', startsAt: '09:00', endsAt: '13:00' },
        { day: 'MONDAY', startsAt: '12:00', endsAt: '14:00' },
      ],
    ],
    ['a time that is none', [{ day: 'MONDAY', startsAt: '25:00', endsAt: '26:00' }]],
    ['22 spans', Array.from({ length: 22 }, () => ({ day: 'MONDAY', startsAt: '09:00', endsAt: '10:00' }))],
  ])('%s is refused', async (_what, hours) => {
    const { errors } = await asViewer(test_, colleague.viewer).run(HOURS, {
      input: { hours, key: randomUUID() },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'hours' });
  });
});
