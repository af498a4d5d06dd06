import { parse, print } from 'graphql';

/** The subgraph that the gateway answers itself. */
export const OWN_SUBGRAPH = 'gateway';

/** Nobody asks there: what it has is answered inside the gateway. */
export const OWN_URL = 'http://gateway.invalid';

const ID = '"Global id: opaque, typed, sortable by time."';

const FIELDS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    "Anything by its id; null when hidden or absent."
    node(${ID} id: ID!): Node
    "Things by their ids, in the same order, null for each that is hidden or absent; at most 100."
    nodes("Their ids; at most 100." ids: [ID!]!): [Node]!
    "What the caller may still spend."
    rateLimit: RateLimit!
  }

  "Anything with a global id; node and nodes read it back."
  interface Node {
    ${ID}
    id: ID!
  }

  "What the caller may still spend, in points; every answer says in extensions.cost what it has cost."
  type RateLimit {
    "Points at most."
    limit: Int!
    "Points left."
    remaining: Int!
    "When all of them are there again."
    resetsAt: DateTime!
  }

  "An instant, RFC 3339, always in UTC."
  scalar DateTime @specifiedBy(url: "https://scalars.graphql.org/andimarek/date-time.html")
`;

const stub = (type: string): string => `
  type ${type} implements Node @key(fields: "id", resolvable: false) {
    ${ID}
    id: ID!
  }
`;

/** What the gateway's own subgraph has in a graph with these nodes: their ids, and nothing else of them. */
export const ownSdl = (nodes: readonly string[]): string =>
  `${print(parse([FIELDS, ...nodes.map(stub)].join('\n')))}\n`;
