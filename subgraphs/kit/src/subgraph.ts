import type { Readable } from 'node:stream';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { BytesDoor } from './bytes.js';
import type { Consumer } from './consume.js';
import type { RequestContext } from './context.js';
import type { Classes } from './database.js';
import type { HttpDoor } from './http-door.js';
import type { Job } from './jobs.js';
import type { Runtime } from './runtime.js';
import { buildFederatedSchema, type ReferenceResolver, type SchemaClass } from './schema.js';

/** Gives other subgraphs what its log has told them of and is too large for a log. */
export interface Parcels<C extends RequestContext = RequestContext> {
  /** @throws NOT_FOUND where nothing of that name is there any more */
  open(ctx: C, name: string): Promise<Readable>;
}

/** The table of contents of a subgraph. */
export interface SubgraphParts<C extends RequestContext> {
  readonly name: string;
  readonly resolvers: readonly SchemaClass[];
  /** Types that no root field reaches: entities of others, implementers of interfaces. */
  readonly types?: readonly SchemaClass[];
  readonly references?: Readonly<Record<string, ReferenceResolver<C>>>;
  readonly tables: Classes;
  readonly migrations: Classes;
  /** Adds what this subgraph's use cases need to the context of every request. */
  readonly context?: (base: RequestContext) => C;
  readonly consumers?: readonly Consumer[];
  /**
   * Kinds of events that take rights away from people: who reads this log elsewhere is woken before the answer leaves,
   * so that nothing which is done after the answer can overtake it.
   */
  readonly urgentKinds?: readonly string[];
  readonly jobs?: readonly Job[];
  /** How it takes and gives files; most subgraphs do neither. */
  readonly bytes?: BytesDoor<C>;
  /** How it takes and gives what is no graph, as streams; most subgraphs do neither. */
  readonly http?: HttpDoor<C>;
  /** What is too large for its log; most subgraphs have no such thing. */
  readonly parcels?: Parcels<C>;
  /** Runs after migrations, before anything is served; in one replica at a time. */
  readonly onStart?: (runtime: Runtime) => Promise<void>;
  /** What every replica runs beside it, begun after onStart. @returns ends it, while the database is still there */
  readonly alongside?: (runtime: Runtime) => Promise<() => Promise<void>>;
}

/** A subgraph that could be started: its schema is built, no database is needed yet. */
export interface SubgraphDefinition {
  readonly name: string;
  readonly sdl: string;
  readonly typeDefs: DocumentNode;
  readonly schema: GraphQLSchema;
  readonly tables: Classes;
  readonly migrations: Classes;
  readonly context: (base: RequestContext) => RequestContext;
  readonly consumers: readonly Consumer[];
  readonly urgentKinds: ReadonlySet<string>;
  readonly jobs: readonly Job[];
  readonly bytes: BytesDoor | null;
  readonly http: HttpDoor | null;
  readonly parcels: Parcels | null;
  readonly onStart: (runtime: Runtime) => Promise<void>;
  readonly alongside: (runtime: Runtime) => Promise<() => Promise<void>>;
}

/** Builds the federated schema of a subgraph from its parts. */
export async function defineSubgraph<C extends RequestContext = RequestContext>(
  parts: SubgraphParts<C>,
): Promise<SubgraphDefinition> {
  const built = await buildFederatedSchema<C>({
    resolvers: parts.resolvers,
    types: parts.types ?? [],
    references: parts.references ?? {},
  });
  return {
    ...built,
    name: parts.name,
    tables: parts.tables,
    migrations: parts.migrations,
    context: parts.context ?? ((base) => base),
    consumers: parts.consumers ?? [],
    urgentKinds: new Set(parts.urgentKinds),
    jobs: parts.jobs ?? [],
    bytes: parts.bytes ?? null,
    http: parts.http ?? null,
    parcels: parts.parcels ?? null,
    onStart: parts.onStart ?? (() => Promise.resolve()),
    alongside: parts.alongside ?? (() => Promise.resolve(() => Promise.resolve())),
  };
}
