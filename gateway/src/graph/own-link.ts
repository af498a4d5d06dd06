import { invalid, unauthenticated, unavailable, type Caller, type OperationRequest } from '@parley/kit';
import { OWN_SUBGRAPH, ownSdl } from '@parley/schema';
import { buildASTSchema, execute, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { BoundedCache } from '../bounded-cache.js';
import type { RateLimits } from '../limits/rate.js';
import type { SubgraphLink, SubgraphLinks } from '../subgraph-link/link.js';
import { ownersIn, type Owners } from './owners.js';
import { Presence, type NodeStub } from './presence.js';

/** How a caller stands with what they may spend. */
type Rates = Pick<RateLimits, 'standing'>;

/** What the gateway's own subgraph answers from. */
export interface OwnParts {
  readonly supergraphSdl: string;
  /** Those of the other subgraphs. */
  readonly links: readonly SubgraphLink[];
  readonly rates: Rates;
}

/** All links of a gateway, by the subgraph's name: to the other subgraphs, and to what it answers itself. */
export function withOwn({ supergraphSdl, links, rates }: OwnParts): SubgraphLinks {
  const others: SubgraphLinks = new Map(links.map((link) => [link.name, link]));
  const owners = ownersIn(supergraphSdl);
  // A graph without nodes has nothing that is ours to answer.
  if (owners.size === 0) return others;
  return new Map([...others, [OWN_SUBGRAPH, ownLink(owners, others, rates)]]);
}

const CACHED_DOCUMENTS = 1_000;
const NODES_AT_ONCE = 100;

interface Context {
  readonly caller: Caller;
  readonly presence: Presence;
}

type Resolvers = Readonly<Record<string, (args: never, context: Context) => unknown>>;

/** Refused before anything is asked of anybody, so that what is hidden cannot be told from what is not. */
function signedIn({ caller, presence }: Context): Presence {
  if (!caller.viewer) throw unauthenticated();
  return presence;
}

/** One operation reads many nodes with one question to each owner, whatever they are called in it. */
function find(context: Context, ids: readonly string[]): readonly Promise<NodeStub | null>[] {
  if (ids.length > NODES_AT_ONCE) {
    throw invalid('ids', `Ask for at most ${String(NODES_AT_ONCE)} things at once`);
  }
  const presence = signedIn(context);
  return ids.map((id) => presence.find(id));
}

const resolversOf = (rates: Rates): Resolvers => ({
  node: ({ id }: { readonly id: string }, context) => signedIn(context).find(id),
  nodes: ({ ids }: { readonly ids: readonly string[] }, context) => find(context, ids),
  rateLimit: async (_args, { caller: { viewer, client } }) => {
    const { limit, left, resetAt } = await rates.standing({ viewer, ip: client.ip });
    return { limit, remaining: left, resetsAt: resetAt.toISOString() };
  },
});

/** The subgraph that the gateway answers in its own process, on behalf of whoever asks. */
function ownLink(owners: Owners, links: SubgraphLinks, rates: Rates): SubgraphLink {
  const schema = schemaOf(owners);
  const documents = new BoundedCache<DocumentNode>(CACHED_DOCUMENTS);
  const rootValue = resolversOf(rates);
  const parsed = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query, { noLocation: true });
    documents.set(query, document);
    return document;
  };
  return {
    name: OWN_SUBGRAPH,
    async execute({ query, operationName, variables }: OperationRequest, caller, signal) {
      const context: Context = { caller, presence: new Presence({ links, owners, caller, signal }) };
      return execute({
        schema,
        document: parsed(query),
        operationName: operationName ?? undefined,
        variableValues: variables ?? undefined,
        rootValue,
        contextValue: context,
      });
    },
    subscribe: () => {
      throw unavailable('Nothing is followed here');
    },
    authorize: () => Promise.reject(unavailable('Nothing is followed here')),
    ready: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

/** Its own types; the directives that bind them to those of others mean nothing where nobody else asks. */
function schemaOf(owners: Owners): GraphQLSchema {
  const document = parse(ownSdl([...owners.keys()].sort()), { noLocation: true });
  const definitions = document.definitions.filter(({ kind }) => !kind.endsWith('Extension'));
  return buildASTSchema({ ...document, definitions }, { assumeValidSDL: true });
}
