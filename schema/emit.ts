import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { chat } from '@parley/chat';
import { identity } from '@parley/identity';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
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
export function compose(sdls: Readonly<Record<string, string>>): { supergraph: string; api: string } {
  const services = subgraphs
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

/** Everything that `npm run schema` writes, from the subgraphs' classes. */
export async function emit(): Promise<Emitted> {
  const definitions = await Promise.all([identity(EMITTING), chat(EMITTING)]);
  const sdls = Object.fromEntries(definitions.map(({ name, sdl }) => [name, sdl]));
  const { supergraph, api } = compose(sdls);
  return {
    ...Object.fromEntries(Object.entries(sdls).map(([name, sdl]) => [`${name}.graphql`, sdl])),
    'supergraph.graphql': supergraph,
    'api.graphql': api,
  };
}
