import type { Hostile } from './compose.js';

/** An interface that is an entity, and subgraphs that add to it without knowing what implements it. */
export const media: Hostile = {
  name: 'media',
  depth: 2,
  subgraphs: {
    store: `
      type Query { media: [Media!]!  medium(id: ID!): Media  book: Book }
      interface Media @key(fields: "id") { id: ID!  title: String! }
      type Book implements Media @key(fields: "id") { id: ID!  title: String!  pages: Int!  next: Media }
      type Film implements Media @key(fields: "id") { id: ID!  title: String!  minutes: Int  book: Book }
      type Song implements Media @key(fields: "id") { id: ID!  title: String!  album: [Song!] }
    `,
    ratings: `
      type Query { top: [Media]  rated: Rating }
      type Media @key(fields: "id") @interfaceObject { id: ID!  stars(min: Int = 1): Float  ratings: [Rating!]!  alike: [Media!] }
      type Rating { value: Int!  of: Media!  by: Person }
      type Person @key(fields: "id") { id: ID!  likes: [Media!]! }
    `,
    prices: `
      type Query { bargain: Media }
      type Media @key(fields: "id") @interfaceObject {
        id: ID!  stars(min: Int = 1): Float @external  price: Int  rebate: Int @requires(fields: "stars")
      }
      type Person @key(fields: "id") { id: ID!  name: String  owns: [Media] }
    `,
  },
};

/** Unions and interfaces of entities over several subgraphs; the same name with different types in implementations. */
export const search: Hostile = {
  name: 'search',
  subgraphs: {
    finder: `
      type Query { search(text: String!, kinds: [Kind!] = [PERSON, PAGE]): [Hit!]!  first: Hit  node(id: ID!): Node  nodes: [Node]! }
      enum Kind { PERSON PAGE GROUP }
      union Hit = Person | Page | Group
      interface Node { id: ID! }
      type Person implements Node @key(fields: "id") { id: ID! }
      type Page implements Node @key(fields: "id") { id: ID!  hits: [Hit] }
      type Group implements Node @key(fields: "id") { id: ID!  about: Hit }
    `,
    people: `
      type Query { named: [Named!]  person: Person }
      interface Named { name: String  owner: Node }
      interface Node { id: ID! }
      type Person implements Node & Named @key(fields: "id") { id: ID!  name: String!  owner: Group!  age: Int }
      type Group implements Node & Named @key(fields: "id") { id: ID!  name: String  owner: Node  members(of: Kind): [Person!]! }
      enum Kind { PERSON PAGE GROUP }
    `,
    pages: `
      type Query { page: Page }
      interface Sized { size: Int  part: Sized  text: Text }
      type Page implements Sized @key(fields: "id") { id: ID!  size: Int!  part: Page  text: Text!  author: Person!  groups: [Group!] }
      type Group implements Sized @key(fields: "id") { id: ID!  size: Int  part: Sized  text: Text }
      type Person implements Sized @key(fields: "id") { id: ID!  size: Int!  part: Page!  text: Text!  pages: [Page!] }
      type Text { plain: String!  marked(as: Markup! = HTML): String  parts: [[Text!]!] }
      enum Markup { HTML MARKDOWN }
    `,
  },
};

/** Value types of several subgraphs, moved fields, and what is hidden from clients. */
export const sharing: Hostile = {
  name: 'sharing',
  subgraphs: {
    old: `
      type Query { account(id: ID!): Account  accounts: [Account!]!  rate: Money @shareable  secret: String @inaccessible }
      type Account @key(fields: "id") {
        id: ID!  balance: Money!  owner: String  state: State!  hidden: Int @inaccessible  changes: [Change!]!  shade: Shade @inaccessible
      }
      type Money @shareable { amount: Float!  currency: Currency! }
      enum Currency { EUR USD OLD @inaccessible }
      enum State { OPEN CLOSED }
      type Shade @key(fields: "id") @inaccessible { id: ID! tone: String }
      union Change = Opened | Closed | Erased
      type Opened { at: String! }
      type Closed { at: String  why: String }
      type Erased @inaccessible { at: String }
    `,
    new: `
      type Query { rate: Money @shareable  newest: Account }
      type Account @key(fields: "id") {
        id: ID!  owner: String @override(from: "old")  limit: Money @tag(name: "beta")  hiddenLimit: Int @inaccessible
        hidden: Int @external
        spare: Int @requires(fields: "hidden")
        state: State! @override(from: "old")
        parent: Account
      }
      type Money @shareable { amount: Float!  currency: Currency! }
      enum Currency { EUR USD JPY }
      enum State { OPEN CLOSED FROZEN }
    `,
    audit: `
      type Query { entries(of: [ID!]!): [Entry]! }
      type Entry { account: Account!  before: Money  after: Money }
      type Money @shareable { amount: Float!  currency: Currency! }
      enum Currency { EUR JPY }
      type Account @key(fields: "id") { id: ID!  trail: [Entry!]!  balance: Money! @external  health: Int @requires(fields: "balance { amount currency }") }
    `,
  },
};
