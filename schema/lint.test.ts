import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { unannounced } from './check.js';
import { lint } from './lint.js';

/** A schema that keeps every convention; each test plants one fault. */
const GOOD = `
  type Query {
    "One thing."
    thing("Its id." id: ID!): Thing
    "Many things."
    things("How many." first: Int): ThingConnection!
  }
  type Mutation {
    "Makes a thing."
    makeThing("What to do." input: MakeThingInput!): Thing!
  }
  type Subscription {
    "Stream of things; begin after Thing.liveCursor."
    thingEvents("From here." after: Cursor): ThingEvent!
    "Ephemeral: who looks."
    looking: Thing!
  }
  "A thing."
  type Thing {
    "Its id."
    id: ID!
    "Where its stream stands."
    liveCursor: Cursor!
    "Its parts; at most 9."
    parts: [Thing!]!
    "Its kind."
    kind: Kind!
  }
  "A kind."
  enum Kind {
    "Big."
    BIG
  }
  "A page."
  type ThingConnection {
    "The items."
    nodes: [Thing!]!
  }
  "What makeThing needs."
  input MakeThingInput {
    "A key."
    key: ClientKey!
  }
  "An event."
  interface ThingEvent {
    "Position."
    cursor: Cursor!
    "When."
    at: String!
  }
  "Replayed."
  type CaughtUp implements ThingEvent {
    "Position."
    cursor: Cursor!
    "When."
    at: String!
  }
  "Too old."
  type CursorExpired implements ThingEvent {
    "Position."
    cursor: Cursor!
    "When."
    at: String!
  }
  "A key."
  scalar ClientKey
  "A position."
  scalar Cursor
`;

test('a schema that keeps the conventions has no faults', () => {
  expect(lint(buildSchema(GOOD))).toEqual([]);
});

test.each([
  ['"Its kind."', '', 'Thing.kind has no description'],
  ['"Big."', '', 'Kind.BIG has no description'],
  ['"Its id." id: ID!)', 'id: ID!)', 'Query.thing(id) has no description'],
  ['key: ClientKey!', 'key: ClientKey', 'MakeThingInput must have key: ClientKey!'],
  ['"Its parts; at most 9."', '"Its parts."', 'Thing.parts is a list; make it a connection or say its bound'],
  ['things("How many." first: Int)', 'things', 'Query.things is a connection without first'],
  ['thingEvents("From here." after: Cursor)', 'thingEvents', 'Subscription.thingEvents takes no after'],
  [
    'begin after Thing.liveCursor',
    'begin after Thing.id',
    'Subscription.thingEvents must say which cursor to begin after ("begin after Type.field")',
  ],
  ['after: Cursor)', 'after: ID)', 'Subscription.thingEvents(after) must be a Cursor'],
  ['type CaughtUp implements ThingEvent', 'type CaughtUp', 'ThingEvent has no CaughtUp'],
  ['type CursorExpired implements ThingEvent', 'type CursorExpired', 'ThingEvent has no CursorExpired'],
  ['kind: Kind!', 'kind: Kind! @deprecated(reason: "old")', 'Thing.kind is deprecated without a date'],
])('%s → %s is found', (good, bad, fault) => {
  expect(lint(buildSchema(GOOD.replace(good, bad)))).toEqual([fault]);
});

test.each([
  ['cursor: Cursor!', 'cursor: Cursor', 'ThingEvent has no cursor: Cursor!'],
  ['cursor: Cursor!', 'cursors: Cursor!', 'ThingEvent has no cursor: Cursor!'],
  ['at: String!', 'at: String', 'ThingEvent has no at that is always there'],
  ['at: String!', 'when: String!', 'ThingEvent has no at that is always there'],
])('an event with %s made %s cannot be resumed or placed', (good, bad, fault) => {
  expect(lint(buildSchema(GOOD.replaceAll(good, bad)))).toEqual([fault]);
});

test('what is ephemeral says so at the beginning, or is held to be resumable', () => {
  const faults = [
    'Subscription.looking takes no after',
    'Subscription.looking must say which cursor to begin after ("begin after Type.field")',
    'Subscription.looking must answer with an interface of events',
  ];
  const bad = GOOD.replace('"Ephemeral: who looks."', '"Who looks: Ephemeral."');
  expect(lint(buildSchema(bad))).toEqual(faults);
});

test('a mutation takes one input', () => {
  const bad = GOOD.replace(
    'makeThing("What to do." input: MakeThingInput!)',
    'makeThing("Name." name: String!)',
  );
  expect(lint(buildSchema(bad))).toEqual(['Mutation.makeThing must take one argument, input']);
});

test('a breaking change is found unless the changelog announces it', () => {
  const broken = GOOD.replace('"Its kind."\n    kind: Kind!', '');
  const [change] = unannounced(GOOD, broken, '');
  expect(change).toBe('Thing.kind was removed.');
  expect(unannounced(GOOD, broken, `# Changelog\n\n## [Unreleased]\n- ${change ?? ''}\n`)).toEqual([]);
  expect(unannounced(GOOD, GOOD, '')).toEqual([]);
});
