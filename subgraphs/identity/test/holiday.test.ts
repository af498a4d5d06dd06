import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asViewer, type TestSubgraph } from '@parley/kit/testing';
import { holidaysOf, subdivisionsOf } from '../src/holiday/holiday.service.js';
import { type Person, type Place, World, startIdentity } from './subgraph.js';

const PLACE = `query ($id: ID!, $days: Int!) { user(id: $id) { subdivision holidays(days: $days, locale: "en-GB") { on name } } }`;
const MOVE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { country subdivision version } }`;

let test_: TestSubgraph;
let world: World;
let place: Place;
beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
});
afterAll(() => test_.stop());

const move = (person: Person, to: object) =>
  asViewer(test_, person.viewer).run(MOVE, { input: { expectedVersion: 1, key: randomUUID(), ...to } });

const around = (day: string, where: { country: string | null; subdivision?: string }, days = 14) =>
  holidaysOf({ subdivision: null, ...where }, { days, locale: 'en' }, new Date(`${day}T12:00:00Z`));

test('holidays are those of the country, and of its part where there is one', async () => {
  expect(await around('2026-10-19', { country: 'KE' })).toEqual([{ on: '2026-10-20', name: 'Mashujaa Day' }]);
  expect(await around('2026-11-25', { country: 'GB', subdivision: 'SCT' })).toEqual([
    { on: '2026-11-30', name: 'St Andrew\u2019s Day' },
  ]);
  expect(await around('2026-11-25', { country: 'GB', subdivision: 'ENG' })).toEqual([]);
});

test('yesterday is included, the turn of a year is no end, and a place of which nothing is known has none', async () => {
  const names = (await around('2026-12-27', { country: 'GB', subdivision: 'SCT' }, 7)).map(({ on }) => on);
  expect(names).toEqual(
    ['2026-12-26', '2026-12-28', '2027-01-01', '2027-01-02'].filter((on) => names.includes(on)),
  );
  expect(names).toContain('2026-12-26');
  expect(names).toContain('2027-01-01');
  expect(await around('2026-12-24', { country: 'AQ' })).toEqual([]);
  expect(await around('2026-12-24', { country: null })).toEqual([]);
});

test('parts of a country are listed by name; most countries have none', async () => {
  expect(await subdivisionsOf('GB')).toContainEqual({ code: 'SCT', name: 'Scotland' });
  expect(await subdivisionsOf('KE')).toEqual([]);
});

test('somebody says in which part of the country they are; another country takes it away', async () => {
  const person = await world.aPerson(place);
  const moved = await move(person, { country: 'CA', subdivision: 'QC' });
  expect(moved.data).toMatchObject({ updateProfile: { country: 'CA', subdivision: 'QC' } });
  const wrong = await move(person, { expectedVersion: 2, subdivision: 'SCT' });
  expect(wrong.errors).toMatchObject([{ extensions: { code: 'INVALID', field: 'subdivision' } }]);
  const away = await move(person, { expectedVersion: 2, country: 'KE' });
  expect(away.data).toMatchObject({ updateProfile: { country: 'KE', subdivision: null } });
});

test('colleagues read where somebody is and its holidays; a guest reads neither', async () => {
  const person = await world.aPerson(place);
  await move(person, { country: 'GB', subdivision: 'SCT' });
  const [colleague, guest] = [await world.aPerson(place), await world.aGuest(place)];
  const year = { id: person.id, days: 366 };
  const { data } = await asViewer(test_, colleague.viewer).run(PLACE, year);
  const seen = (data as { user: { subdivision: string; holidays: { name: string }[] } }).user;
  expect(seen.subdivision).toBe('SCT');
  expect(seen.holidays.map(({ name }) => name)).toContain('Christmas Day');
  const { data: hidden } = await asViewer(test_, guest.viewer).run(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { displayName subdivision holidays { on } } } }`,
    { of: [{ __typename: 'User', id: person.id }] },
  );
  expect(hidden).toMatchObject({ _entities: [{ subdivision: null, holidays: [] }] });
});

test.each([0, 367])('%i days are refused', async (days) => {
  const person = await world.aPerson(place);
  const { errors } = await asViewer(test_, person.viewer).run(PLACE, { id: person.id, days });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID', field: 'days' } }]);
});
