import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { chat } from '@parley/chat';
import { files } from '@parley/files';
import { identity } from '@parley/identity';
import { meetings } from '@parley/meetings';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { nodesOf, type Sdls } from './nodes.js';
import { OWN_SUBGRAPH, OWN_URL, ownSdl } from './own.js';
import { subgraphs } from './subgraphs.js';

/** The schema folder's emitted files, by name. */
export type Emitted = Readonly<Record<string, string>>;

/** The subgraphs do not compose; each fault names its rule. */
export class CompositionError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The subgraphs do not compose:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** SDL needs no working configuration: nothing is started, only classes are read. */
const EMITTING = {
  TOKEN_SECRET: 'only the schema is emitted, nothing starts',
  PUBLIC_URL: 'http://127.0.0.1:4000',
  PARLEY_DEMO: false,
  NODE_ENV: 'production',
} as const;

/** Composes SDL by subgraph name. @throws CompositionError */
export function compose(sdls: Sdls): { supergraph: string; api: string } {
  const services = [...subgraphs, { name: OWN_SUBGRAPH, defaultUrl: OWN_URL }]
    .filter(({ name }) => name in sdls)
    .map(({ name, defaultUrl }) => ({ name, url: defaultUrl, typeDefs: parse(sdls[name] ?? '') }));
  const result = composeServices(services);
  if (result.errors) {
    throw new CompositionError(
      result.errors.map(
        ({ message, extensions }) =>
          `${typeof extensions['code'] === 'string' ? extensions['code'] : 'ERROR'}: ${message}`,
      ),
    );
  }
  const api = Supergraph.build(result.supergraphSdl).apiSchema().toGraphQLJSSchema();
  return { supergraph: result.supergraphSdl, api: `${printSchema(lexicographicSortSchema(api))}\n` };
}

/** SDL of every subgraph, the gateway's own last: it is made from the nodes of the others. */
async function subgraphSdls(): Promise<Sdls> {
  const definitions = await Promise.all([identity(EMITTING), chat(EMITTING), files(), meetings()]);
  const sdls = Object.fromEntries(definitions.map(({ name, sdl }) => [name, sdl]));
  return { ...sdls, [OWN_SUBGRAPH]: ownSdl(nodesOf(sdls)) };
}

/** Everything that `npm run schema` writes, from the subgraphs' classes. */
export async function emit(): Promise<Emitted> {
  const sdls = await subgraphSdls();
  const { supergraph, api } = compose(sdls);
  return {
    ...Object.fromEntries(Object.entries(sdls).map(([name, sdl]) => [`${name}.graphql`, sdl])),
    'supergraph.graphql': supergraph,
    'api.graphql': api,
  };
}
