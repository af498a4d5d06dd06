import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  unavailable,
  type Caller,
  type ExecutionAnswer,
  type OperationRequest,
  type Viewer,
} from '@parley/kit';
import { createSourceEventStream, execute, GraphQLError, parse, type GraphQLSchema } from 'graphql';
import { PushStream } from '../src/push-stream.js';
import type { SubgraphLink } from '../src/subgraph-link/link.js';
import type { AccountChange, WakeUps } from '../src/subscriptions/account-log.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])`;

const IDENTITY = `${LINK}
  scalar JSON
  type Query {
    viewer: Viewer
    passports(credentials: [String!]!): [JSON]! @inaccessible
    accountChanges(after: String): JSON @inaccessible
    person(id: ID!): Person
    people(first: Int, last: Int): PersonConnection!
    "Everybody; at most 40."
    everybody: [Person!]!
    crash: String
    slow: String
    told: String
    echo(text: String, numbers: [Int!], any: JSON): String
  }
  type Mutation { signIn: String  signOut: String  rename(id: ID!, name: String!): Person }
  type Viewer @key(fields: "id") { id: ID! }
  type Person @key(fields: "id") { id: ID!  name: String  boss: Person }
  type PersonConnection { nodes: [Person!]! }
`;

const CHAT = `${LINK}
  type Query { posts: [Post!]!  lonely: String }
  type Mutation { post(text: String!): Post! }
  type Subscription { postAdded(room: ID!): Post!  forbidden: Post! }
  type Post { id: ID!  text: String!  author: Person }
  type Person @key(fields: "id", resolvable: false) { id: ID! }
`;

/** What identity would answer for a credential. */
export interface Account extends Viewer {
  readonly expiresAt: string | null;
  readonly changesAt: string | null;
}

interface Answering {
  readonly caller: Caller;
  readonly cookies: { name: string; value: string | null; path: string; maxAgeSeconds: number }[];
}

/** Two small subgraphs in memory, and what tests may see and move of them. */
export class Graph {
  readonly calls: {
    readonly subgraph: string;
    readonly query: string;
    readonly caller: Caller;
    readonly variables: unknown;
  }[] = [];
  readonly accounts = new Map<string, Account>();
  readonly down = new Set<string>();
  readonly rooms = new Map<string, Set<PushStream<unknown>>>();
  private readonly news: AccountChange[] = [];
  private readonly sleepers = new Set<() => void>();
  private held: (() => Promise<unknown>) | null = null;
  private toldOf = 0;
  readonly supergraphSdl: string;
  readonly links: readonly SubgraphLink[];

  constructor() {
    const { supergraphSdl, errors } = composeServices([
      { name: 'identity', typeDefs: parse(IDENTITY) },
      { name: 'chat', typeDefs: parse(CHAT) },
    ]);
    if (!supergraphSdl) throw new Error(errors?.[0]?.message);
    this.supergraphSdl = supergraphSdl;
    this.links = [
      this.link(
        'identity',
        buildSubgraphSchema([{ typeDefs: parse(IDENTITY), resolvers: this.identity() as never }]),
      ),
      this.link('chat', buildSubgraphSchema([{ typeDefs: parse(CHAT), resolvers: this.chat() as never }])),
    ];
  }

  /** Something happened in a room. */
  publish(room: string, id: string): void {
    for (const stream of this.rooms.get(room) ?? []) {
      stream.push({ id, text: `text ${id}`, author: { id: 'p1' } });
    }
  }

  /** Something happened to an account: to one session, or to everything of the person or organisation. */
  announce(change: Partial<AccountChange>, wakes = true): void {
    this.news.push({ viewerId: null, sessionId: null, organizationId: null, ...change });
    if (wakes) for (const wake of this.sleepers) wake();
  }

  readonly onAccountWake: WakeUps = (listener) => {
    this.sleepers.add(listener);
    return () => this.sleepers.delete(listener);
  };

  /**
   * Holds answers about credentials back, as they were when they were asked for, until `resume` is called: all of them,
   * or the next alone.
   */
  holdPassports(which: 'all' | 'next' = 'all'): {
    readonly asked: Promise<unknown>;
    readonly resume: () => void;
  } {
    const { promise: asked, resolve: reached } = Promise.withResolvers<undefined>();
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    this.held = () => {
      if (which === 'next') this.held = null;
      reached(undefined);
      return released;
    };
    return {
      asked,
      resume: () => {
        this.held = null;
        release(undefined);
      },
    };
  }

  /** Resolves when whoever reads the news has read all of it. */
  async told(): Promise<void> {
    while (this.toldOf < this.news.length) await new Promise(setImmediate);
  }

  private identity(): object {
    const person = (id: string) => ({
      id,
      name: `Person ${id}`,
      boss: () => (id === 'p1' ? null : person('p1')),
    });
    return {
      Query: {
        viewer: (_: unknown, __: unknown, { caller }: Answering) => caller.viewer && { id: caller.viewer.id },
        passports: async (_: unknown, { credentials }: { credentials: string[] }, { caller }: Answering) => {
          const found = credentials.map((each) => (caller.internal ? this.accounts.get(each) : undefined));
          await this.held?.();
          return found.map((each) => each ?? null);
        },
        accountChanges: (_: unknown, { after }: { after?: string | null }) => {
          this.toldOf = this.news.length;
          const changes = after == null ? [] : this.news.slice(Number(after));
          return { position: String(this.toldOf), everything: false, changes };
        },
        person: (_: unknown, { id }: { id: string }) => person(id),
        people: (_: unknown, { first = 2 }: { first?: number }) => ({
          nodes: Array.from({ length: first }, (_x, n) => person(`p${String(n)}`)),
        }),
        everybody: () => [person('p1')],
        crash: () => {
          throw new Error('SELECT * FROM secret failed at /srv/app.js');
        },
        slow: () => new Promise(() => undefined),
        told: (_: unknown, __: unknown, { caller }: Answering) => caller.client.refreshToken,
        echo: (_: unknown, { text }: { text?: string }) => text ?? null,
      },
      Mutation: {
        signIn: (_: unknown, __: unknown, { cookies }: Answering) => {
          cookies.push({ name: 'parley_refresh', value: 'fresh', path: '/graphql', maxAgeSeconds: 60 });
          return 'in';
        },
        signOut: (_: unknown, __: unknown, { cookies }: Answering) => {
          cookies.push({ name: 'parley_refresh', value: null, path: '/graphql', maxAgeSeconds: 0 });
          return 'out';
        },
        rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...person(id), name }),
      },
      Person: { __resolveReference: ({ id }: { id: string }) => person(id) },
    };
  }

  private chat(): object {
    const post = (id: string) => ({ id, text: `text ${id}`, author: { id: 'p1' } });
    return {
      Query: {
        posts: () =>
          Array.from({ length: 250 }, (_x, n) => ({
            ...post(String(n)),
            author: { id: `p${String(n % 150)}` },
          })),
        lonely: (_: unknown, __: unknown, { caller, cookies }: Answering) => {
          cookies.push({ name: 'evil', value: 'x', path: '/', maxAgeSeconds: 1 });
          return caller.client.refreshToken ?? 'nothing';
        },
      },
      Mutation: { post: () => post('new') },
      Subscription: {
        postAdded: {
          subscribe: (_: unknown, { room }: { room: string }) => this.open(this.rooms, room),
          resolve: (event: unknown) => event,
        },
        forbidden: {
          subscribe: () => {
            throw new GraphQLError('Channel not found', { extensions: { code: 'NOT_FOUND' } });
          },
        },
      },
    };
  }

  private open(streams: Map<string, Set<PushStream<unknown>>>, key: string): AsyncIterable<unknown> {
    const open = streams.get(key) ?? new Set();
    streams.set(key, open);
    const pushed = new PushStream<unknown>(1_000, () => open.delete(pushed));
    open.add(pushed);
    return pushed;
  }

  private link(name: string, schema: GraphQLSchema): SubgraphLink {
    const check = () => {
      if (this.down.has(name)) throw unavailable(`${name} does not answer right now`);
    };
    return {
      name,
      execute: async ({ query, variables }, caller) => {
        check();
        // The gateway looks each second; tests are about what it asks for a reason.
        if (!query.includes('accountChanges')) this.calls.push({ subgraph: name, query, caller, variables });
        const contextValue: Answering = { caller, cookies: [] };
        const result = await execute({
          schema,
          document: parse(query),
          variableValues: variables,
          contextValue,
        });
        const { cookies } = contextValue;
        return { ...result, ...(cookies.length > 0 && { extensions: { cookies } }) };
      },
      subscribe: ({ query, variables }, caller) => subscribeTo(schema, query, variables ?? {}, caller),
      authorize: async (request, callers) => {
        check();
        return Promise.all(callers.map((caller) => refusalOf(schema, request, caller)));
      },
      ready: () => {
        check();
        return Promise.resolve();
      },
      stop: () => Promise.resolve(),
    };
  }
}

/** Asks for the stream as that caller, and leaves it at once. */
async function refusalOf(
  schema: GraphQLSchema,
  { query, variables: variableValues }: OperationRequest,
  caller: Caller,
): Promise<readonly GraphQLError[] | null> {
  const contextValue: Answering = { caller, cookies: [] };
  const opened = await createSourceEventStream({
    schema,
    document: parse(query),
    variableValues,
    contextValue,
  });
  if (!(Symbol.asyncIterator in opened)) return opened.errors ?? [];
  await opened[Symbol.asyncIterator]().return?.();
  return null;
}

function subscribeTo(
  schema: GraphQLSchema,
  query: string,
  variableValues: Readonly<Record<string, unknown>>,
  caller: Caller,
) {
  const document = parse(query);
  const contextValue: Answering = { caller, cookies: [] };
  let source: AsyncGenerator | null = null;
  const answers = new PushStream<ExecutionAnswer>(1_000, () => void source?.return(undefined));
  void (async () => {
    const opened = await createSourceEventStream({ schema, document, variableValues, contextValue });
    if (!(Symbol.asyncIterator in opened)) {
      answers.push({ errors: opened.errors });
    } else {
      source = opened as AsyncGenerator;
      for await (const rootValue of source) {
        answers.push(await execute({ schema, document, variableValues, contextValue, rootValue }));
      }
    }
    answers.end();
  })();
  return answers;
}
