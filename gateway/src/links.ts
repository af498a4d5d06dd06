import { type Config, type ConfigShape, url } from '@parley/kit';
import { subgraphs } from '@parley/schema';
import { httpLink } from './subgraph-link/http.js';
import type { SubgraphLink } from './subgraph-link/link.js';

const variableOf = (name: string): string => `SUBGRAPH_${name.toUpperCase()}_URL`;

/** The environment that says where each subgraph listens. */
export const addressShape: ConfigShape = Object.fromEntries(
  subgraphs.map(({ name, defaultUrl }) => [variableOf(name), url(['http:', 'https:'], defaultUrl)]),
);

/** A link to every subgraph of the list, in processes of their own. */
export const httpLinks = (addresses: Config<ConfigShape>, proofSecret: string): readonly SubgraphLink[] =>
  subgraphs.map(({ name, defaultUrl }) => {
    const address = addresses[variableOf(name)];
    return httpLink({ name, url: typeof address === 'string' ? address : defaultUrl, proofSecret });
  });
