import type { Hostile } from './compose.js';

/** Nulls that have a long way to go, and lists of lists. */
export const nulls: Hostile = {
  name: 'nulls',
  subgraphs: {
    tree: `
      type Query { root: Branch!  maybe: Branch  grid: [[Cell!]!]!  loose: [[Cell]]  deep: [[[Cell!]]!] }
      type Branch { left: Branch!  right: Branch  leaves: [Leaf!]!  bare: [Leaf]!  strict: [Leaf!]  value: Int! }
      type Leaf @key(fields: "id") { id: ID!  green: Boolean! }
      type Cell @key(fields: "id") { id: ID!  x: Int  y: Int!  rows: [[Int!]]! }
    `,
    facts: `
      type Query { facts: [[Fact!]!] }
      type Leaf @key(fields: "id") { id: ID!  colour: String!  size: Int  twin: Leaf!  facts: [Fact!]! }
      type Cell @key(fields: "id") { id: ID!  value: Float!  next: Cell  around: [[Cell!]!]! }
      type Fact { name: String!  cell: Cell!  inner: Fact  grid: [[String!]]! }
    `,
    looks: `
      type Query { look: Look! }
      type Look { cell: Cell!  leaves: [Leaf!]! }
      type Leaf @key(fields: "id") { id: ID!  shape: Shape! }
      type Cell @key(fields: "id") { id: ID!  shade: Shade  shades: [Shade!]! }
      union Shape = Round | Square
      type Round { radius: Int! }
      type Square { side: Int  corner: Cell }
      type Shade { level: Int!  of: Cell! }
    `,
  },
};

/** Names that objects of JavaScript have already, scalars of any shape, enums and inputs. */
export const traps: Hostile = {
  name: 'traps',
  subgraphs: {
    odd: `
      scalar JSON
      type Query {
        constructor: Thing  toString: String  length: Int  any(of: JSON, where: Where = { names: ["a"], deep: { kind: B } }): JSON
        things(kinds: [Kind] = [A, null], ids: [[ID!]!]): [Thing!]!
      }
      input Where { names: [String!]!  deep: Where  kind: Kind = A  number: Float = 1.5  any: JSON  flag: Boolean! = true }
      enum Kind { A B constructor }
      type Thing @key(fields: "id") {
        id: ID!  constructor: String  hasOwnProperty: Int  length: Float!  valueOf: [JSON!]  prototype: Thing  kind: Kind
        anything(where: [Where!], kind: Kind! = B): JSON  isPrototypeOf: Object
      }
      type Object { toString: String!  map: [[JSON]]  then: Boolean  data: JSON!  errors: [String] }
    `,
    odder: `
      scalar JSON
      type Query { then: Thing  valueOf(constructor: String = "toString", length: Int): String  query: Function }
      type Thing @key(fields: "id") {
        id: ID!  toString(radix: Int! = 10): String  count: Int  representations(representations: Int): Int
        more: JSON!  others: [Thing]
        hasOwnProperty: Int @external
        toJSON: JSON @requires(fields: "hasOwnProperty")
      }
      type Function { apply(this: JSON, name: String! = "x"): Int  call: Function!  name: String  arguments: [Thing!]! }
    `,
  },
};

/** Mutations of several subgraphs, one after another, that return entities of others; and streams. */
export const commands: Hostile = {
  name: 'commands',
  subgraphs: {
    users: `
      type Query { me: User }
      type Mutation { rename(id: ID!, name: String = "none"): User  remove(ids: [ID!]!): [User]!  ping: Boolean! }
      type Subscription { userChanged(id: ID): User!  anyone: Actor }
      union Actor = User | Bot
      type Bot { version: String!  talks: [Talk!] }
      type Talk @key(fields: "id", resolvable: false) { id: ID! }
      type User @key(fields: "id") { id: ID!  name: String!  role: Role }
      enum Role { ADMIN MEMBER }
    `,
    talks: `
      type Query { talk(id: ID!): Talk }
      type Mutation { say(input: SayInput!): Said!  silence(user: ID!): User  open: Talk! }
      type Subscription { said(in: [ID!]! = ["1"], role: Role = MEMBER): Said!  talkOpened: Talk }
      input SayInput { talk: ID!  text: String!  role: Role = MEMBER  mentions: [ID!]  reply: SayInput }
      enum Role { ADMIN MEMBER }
      type Said { id: ID!  talk: Talk!  by: User  mentions: [User!]! }
      type Talk @key(fields: "id") { id: ID!  title: String  members: [User!]!  last: Said }
      type User @key(fields: "id") { id: ID!  talks(first: Int = 2): [Talk!] }
    `,
    awards: `
      type Query { best: User! }
      type Mutation { award(to: ID!): Award }
      type Award { for: Talk  to: User!  points: Int! }
      type User @key(fields: "id") { id: ID!  name: String! @external  points: Int!  greeting: String @requires(fields: "name") }
      type Talk @key(fields: "id") { id: ID!  awards: [Award!]! }
    `,
  },
};
