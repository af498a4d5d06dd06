import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { type NonEmptyArray, buildSchema, createResolversMap, getMetadataStorage } from 'type-graphql';
import type { RequestContext } from './context.js';
import { callMethodsDirectly, readPropertiesDirectly, type ResolversMap } from './direct-resolvers.js';

/** Classes that type-graphql reads: resolvers, and types that no root field reaches. */
export type SchemaClass = new (...args: never[]) => object;

/** Reads an entity back by its key, on behalf of whoever asks; null where it is hidden or absent. */
export type ReferenceResolver<C extends RequestContext> = (reference: never, ctx: C) => unknown;

export interface FederatedSchema {
  readonly sdl: string;
  readonly typeDefs: DocumentNode;
  readonly schema: GraphQLSchema;
}

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@interfaceObject"])\n\n`;

const noTopics = (): never => {
  throw new Error('Subscriptions follow a stream or signals; name a `subscribe` function instead of topics');
};

/** type-graphql insists on a PubSub although each of our subscriptions brings its own source. */
const NO_TOPICS = { publish: noTopics, subscribe: noTopics };

/** The closed set of codes, in every subgraph's schema although no field has its type: it describes errors. */
const ERROR_CODES = `

"""Why an operation was refused; stands in extensions.code of an error."""
enum ErrorCode {
  "Sign in first."
  UNAUTHENTICATED
  "Seen, but not allowed."
  FORBIDDEN
  "Not there, or hidden: the answer is the same."
  NOT_FOUND
  "The input is wrong; extensions.field says where."
  INVALID
  "Someone else changed it, or the key was used for something else."
  CONFLICT
  "Too many; extensions.retryAfterSeconds says when to try again."
  RATE_LIMITED
  "The operation costs more than allowed; extensions.cost says how much."
  TOO_COSTLY
  "The cursor is too old or foreign: read again."
  CURSOR_EXPIRED
  "A part of the product does not answer right now."
  UNAVAILABLE
  "Something unforeseen; it is logged under the request id."
  INTERNAL
}
`;

/**
 * Has resolvers given what the parent field answered, as it is. type-graphql would make an instance of the class that a
 * parameter names and copy all into it, for each field of each thing: a third of the time of a large answer. Our types
 * say what is there and do nothing, so that nobody can tell.
 */
function passRootsAsTheyAre(): void {
  for (const param of getMetadataStorage().params) {
    if (param.kind === 'root') delete param.getType;
  }
}

/**
 * Turns type-graphql classes into a Federation 2 subgraph: the plain schema is printed with its directives, headed by
 * the federation link and built again by @apollo/subgraph, with the same resolvers and the reference resolvers.
 */
export async function buildFederatedSchema<C extends RequestContext>(parts: {
  readonly resolvers: readonly SchemaClass[];
  readonly types: readonly SchemaClass[];
  readonly references: Readonly<Record<string, ReferenceResolver<C>>>;
}): Promise<FederatedSchema> {
  passRootsAsTheyAre();
  readPropertiesDirectly();
  const plain = await buildSchema({
    resolvers: [...parts.resolvers] as unknown as NonEmptyArray<SchemaClass>,
    orphanedTypes: [...parts.types],
    validate: false,
    pubSub: NO_TOPICS,
    skipCheck: true,
  });
  const sdl = `${FEDERATION}${printSchemaWithDirectives(plain)}${ERROR_CODES}`;
  const resolvers = createResolversMap(plain) as ResolversMap;
  callMethodsDirectly(resolvers, parts.resolvers);
  for (const [type, resolve] of Object.entries(parts.references)) {
    resolvers[type] = {
      ...resolvers[type],
      __resolveReference: (reference: never, ctx: C) => resolve(reference, ctx),
    };
  }
  const typeDefs = parse(sdl, { noLocation: true });
  return { sdl, typeDefs, schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]) };
}
