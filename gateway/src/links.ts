import { urls, type Config, type Logger, type Variable } from '@parley/kit';
import { subgraphs } from '@parley/schema';
import { httpLink } from './subgraph-link/http.js';
import type { SubgraphLink } from './subgraph-link/link.js';

const variableOf = (name: string): string => `SUBGRAPH_${name.toUpperCase()}_URL`;

type AddressShape = Readonly<Record<string, Variable<readonly string[]>>>;

/** The environment that says where each subgraph listens. */
export const addressShape: AddressShape = Object.fromEntries(
  subgraphs.map(({ name, defaultUrl }) => [variableOf(name), urls(['http:', 'https:'], [defaultUrl])]),
);

/** A link to every subgraph of the list, in processes of their own. */
export const httpLinks = (
  found: Config<AddressShape>,
  proofSecret: string,
  logger: Logger,
): readonly SubgraphLink[] =>
  subgraphs.map(({ name, defaultUrl }) =>
    httpLink({ name, urls: found[variableOf(name)] ?? [defaultUrl], proofSecret, logger }),
  );
