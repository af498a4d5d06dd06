import { GraphQLError, buildSchema, parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { Coverage } from './coverage.js';
import { type ClientSubscription, subscriptionsOf } from './documents.js';
import { placeOf } from './place.js';

const schema = buildSchema(`
  type Query { thing: Thing }
  type Subscription { thingEvents(thingId: ID!): ThingEvent! }
  interface ThingEvent { cursor: String! }
  type ThingMade implements ThingEvent { cursor: String! thing: Thing }
  type ThingLost implements ThingEvent { cursor: String! thingId: ID! }
  type Thing { id: ID! maker: Person viewerCan: Boolean! }
  type Person { id: ID! name: String! }
`);

/** The one subscription of these texts, as they stand in files of their own. */
function subscriptionOf(...texts: string[]): ClientSubscription {
  const [only, ...others] = subscriptionsOf(texts.map((text) => parse(text)));
  if (!only || others.length > 0) throw new Error('One subscription was to be found');
  return only;
}

const followed = subscriptionOf(
  `query Thing { thing { ...ThingView } }
   subscription ThingEvents($id: ID!) {
     thingEvents(thingId: $id) { cursor ... on ThingMade { made: thing { ...ThingView } } }
   }`,
  'fragment ThingView on Thing { id maker { ...Maker } viewerCan }',
  'fragment Maker on Person { name } fragment Unused on Person { id }',
);

test('a subscription is read with the fragments it uses, wherever they stand, and asks for every type', () => {
  const text = print(followed.document);
  expect(text).toContain('fragment ThingView');
  expect(text).toContain('fragment Maker');
  expect(text).not.toContain('fragment Unused');
  expect(text.match(/__typename/g)).toHaveLength(3);
});

const coverageOf = (...events: readonly object[]) => {
  const coverage = new Coverage(schema, followed.document);
  for (const event of events) coverage.add({ thingEvents: event });
  return coverage.missing();
};

const lost = { __typename: 'ThingLost', cursor: '2' };
const made = (maker: object | null) => ({
  __typename: 'ThingMade',
  cursor: '1',
  made: { __typename: 'Thing', id: 't', maker, viewerCan: true },
});

test('what no event has shown is missing: its type, or the fields that nothing was asked for', () => {
  expect(coverageOf()).toEqual([
    'ThingLost',
    'ThingMade',
    'Person.name',
    'Thing.id',
    'Thing.maker',
    'Thing.viewerCan',
    'ThingEvent.cursor',
  ]);
  expect(coverageOf(made(null), lost)).toEqual(['Person.name']);
  expect(coverageOf(made({ __typename: 'Person', name: 'Ada' }))).toEqual(['ThingLost']);
  expect(coverageOf(made({ __typename: 'Person', name: 'Ada' }), lost)).toEqual([]);
});

test.each([
  [undefined, null, 'Subscription.thingEvents'],
  [['thingEvents'], null, 'Subscription.thingEvents'],
  [['thingEvents', 'made', 'viewerCan'], 'ThingMade', 'Thing.viewerCan (made.viewerCan of ThingMade)'],
  [['thingEvents', 'made', 'maker', 'name'], 'ThingMade', 'Person.name (made.maker.name of ThingMade)'],
])('an error at %s of %s stands at %s', (path, kind, place) => {
  const error = new GraphQLError('', { path });
  expect(placeOf(schema, followed.document, error, kind)).toBe(place);
});
