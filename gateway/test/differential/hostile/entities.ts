import type { Hostile } from './compose.js';

/** Entities with several keys, compound and nested ones, and subgraphs that know only some of them. */
export const keys: Hostile = {
  name: 'keys',
  subgraphs: {
    catalogue: `
      type Query { product(id: ID!): Product  products(first: Int = 3, tags: [String!]): [Product!]!  brand: Brand }
      type Product @key(fields: "id") @key(fields: "sku brand { code }") {
        id: ID!  sku: String!  brand: Brand!  title(language: String = "en"): String  weight: Float
      }
      type Brand @key(fields: "code") { code: Int!  name: String!  home: Place  products: [Product] }
      type Place { city: String @shareable  street: String }
    `,
    stock: `
      type Query { shelves: [Shelf!]  cheapest: Product }
      type Product @key(fields: "sku brand { code }") {
        sku: String!  brand: Brand!  amount: Int!  shelf: Shelf  alike: [Product!]
      }
      type Brand @key(fields: "code") { code: Int!  stocked: Boolean }
      type Shelf @key(fields: "place { row column }") @key(fields: "label") {
        place: Spot!  label: ID!  products: [Product]!
      }
      type Spot @shareable { row: Int!  column: Int! }
    `,
    reviews: `
      type Query { latest: [Review]! }
      type Product @key(fields: "id") { id: ID!  reviews(limit: Int): [Review!]!  score: Float }
      type Review @key(fields: "id") { id: ID!  text: String!  product: Product!  author: User  shelf: Shelf }
      type User @key(fields: "email") { email: String!  reviews: [Review!] }
      type Shelf @key(fields: "label") { label: ID!  remarks: [String!] }
    `,
    people: `
      type Query { me: User!  user(id: ID, email: String): User }
      type User @key(fields: "id") @key(fields: "email") {
        id: ID!  email: String!  name: String!  friends: [User!]!  favourite: Product
      }
      type Product @key(fields: "id", resolvable: false) { id: ID! }
    `,
  },
};

/** Fields that need fields of other subgraphs: nested, lists, through fragments, with arguments, in a chain of three. */
export const requirements: Hostile = {
  name: 'requirements',
  subgraphs: {
    orders: `
      type Query { order(id: ID!): Order  orders: [Order!]!  box: Box }
      type Order @key(fields: "id") {
        id: ID!  lines: [Line!]  note: String  parcel: Parcel  total(currency: String = "EUR"): Float  next: Order
        matrix: [[Int]!]
      }
      type Line { sku: String!  count: Int!  gift: Boolean }
      union Parcel = Box | Letter
      type Box @key(fields: "id") { id: ID!  size: Size!  label: String }
      type Letter { pages: Int!  label: String! }
      type Size { width: Int  height: Int! }
    `,
    shipping: `
      type Order @key(fields: "id") {
        id: ID!
        lines: [Line!] @external
        note: String @external
        total(currency: String = "EUR"): Float @external
        parcel: Parcel @external
        matrix: [[Int]!] @external
        weight: Int @requires(fields: "lines { sku count }")
        duty: Float! @requires(fields: "total(currency: \\"USD\\") note")
        route: Route @requires(fields: "parcel { ... on Box { id size { width height } } ... on Letter { pages } }")
        volume: Int @requires(fields: "matrix")
        carrier: Carrier
      }
      type Line @external { sku: String!  count: Int! }
      union Parcel = Box | Letter
      type Box @key(fields: "id") { id: ID!  size: Size! @external  fragile: Boolean  cost: Int @requires(fields: "size { height }") }
      type Letter @external { pages: Int! }
      type Size @external { width: Int  height: Int! }
      type Route @key(fields: "id") { id: ID!  stops: [String!]! }
      type Carrier @key(fields: "id") { id: ID!  name: String! }
    `,
    billing: `
      type Query { due: [Order] }
      type Order @key(fields: "id") {
        id: ID!
        weight: Int @external
        duty: Float! @external
        carrier: Carrier @external
        price: Int @requires(fields: "weight duty")
        invoice: Invoice @requires(fields: "carrier { id surcharge }")
        insured: Boolean! @requires(fields: "weight")
      }
      type Carrier @key(fields: "id") { id: ID!  surcharge: Float }
      type Invoice { number: String!  lines: [Line2!]!  order: Order! }
      type Line2 { text: String  route: Route }
      type Route @key(fields: "id", resolvable: false) { id: ID! }
    `,
  },
};

/** Fields that a subgraph has only on some ways to an entity. */
export const provisions: Hostile = {
  name: 'provisions',
  depth: 3,
  subgraphs: {
    library: `
      type Query {
        books: [Book!]!  shelf: Shelf
        newest: Book @provides(fields: "title author { name }")
        found: [Found!] @provides(fields: "... on Book { title } ... on Film { length }")
      }
      type Shelf { first: Book! @provides(fields: "title")  rest: [[Book]] @provides(fields: "author { name born }")  all: [Book!]! }
      union Found = Book | Film
      type Book @key(fields: "id") { id: ID!  title: String @external  author: Author @external  pages: Int }
      type Film @key(fields: "id") { id: ID!  length: Int @external  title: String! }
      type Author @key(fields: "id") { id: ID!  name: String! @external  born: Int @external }
    `,
    publisher: `
      type Query { author(id: ID!): Author  works(of: ID): [Work!]! }
      interface Work { title: String }
      type Book implements Work @key(fields: "id") { id: ID!  title: String @shareable  author: Author @shareable  isbn: String!  sequel: Book }
      type Film implements Work @key(fields: "id") { id: ID!  length: Int @shareable  title: String! @external  studio: String }
      type Author @key(fields: "id") { id: ID!  name: String! @shareable  born: Int @shareable  books: [Book!] }
    `,
  },
};

/** Entities that lead to each other through three subgraphs, with keys that hold entities. */
export const circles: Hostile = {
  name: 'circles',
  depth: 3,
  subgraphs: {
    alpha: `
      type Query { a: A  as: [A!]!  every: [[A!]]! }
      type A @key(fields: "id") { id: ID!  b: B!  bs: [B]!  self: A  depth(at: Int! = 1): Int! }
      type B @key(fields: "id") { id: ID!  a: A }
      type Link @key(fields: "a { id } b { id }") { a: A!  b: B!  strength: Int }
    `,
    beta: `
      type Query { b(id: ID!): B }
      type B @key(fields: "id") { id: ID!  c: C  cs: [C!]!  name: String!  links: [Link!] }
      type C @key(fields: "id") { id: ID! }
      type A @key(fields: "id") { id: ID! label: String }
      type Link @key(fields: "a { id } b { id }") { a: A!  b: B! }
    `,
    gamma: `
      type Query { c: C!  link: Link }
      type C @key(fields: "id") { id: ID!  a: A!  as: [A]  title: String! }
      type A @key(fields: "id") { id: ID!  c: C  rank: Int! }
      type B @key(fields: "id") { id: ID! }
      type Link @key(fields: "a { id } b { id }") { a: A!  b: B!  note: String }
    `,
  },
};
