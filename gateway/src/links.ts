import { integer, urls, type Config, type Logger, type Variable } from '@parley/kit';
import { subgraphs } from '@parley/schema';
import { httpLink } from './subgraph-link/http.js';
import type { SubgraphLink } from './subgraph-link/link.js';

/** How long an operation may take as a whole; no subgraph can be given more. */
const OPERATION_MS = 10_000;

const addressOf = (name: string): string => `SUBGRAPH_${name.toUpperCase()}_URL`;
const timeoutOf = (name: string): string => `SUBGRAPH_${name.toUpperCase()}_TIMEOUT_MS`;

type AddressShape = Readonly<Record<string, Variable<readonly string[]>>>;
type TimeoutShape = Readonly<Record<string, Variable<number>>>;

/** The environment that says where each subgraph listens. */
export const addressShape: AddressShape = Object.fromEntries(
  subgraphs.map(({ name, defaultUrl }) => [addressOf(name), urls(['http:', 'https:'], [defaultUrl])]),
);

/** The environment that says how long each subgraph is waited for, in milliseconds. */
export const timeoutShape: TimeoutShape = Object.fromEntries(
  subgraphs.map(({ name }) => [timeoutOf(name), integer({ min: 50, max: OPERATION_MS }, OPERATION_MS)]),
);

/** How long a subgraph is waited for; undefined where it has as long as the operation itself. */
export function timeoutFor(name: string, found: Config<TimeoutShape>): { readonly timeoutMs?: number } {
  const timeoutMs = found[timeoutOf(name)];
  return timeoutMs === undefined || timeoutMs >= OPERATION_MS ? {} : { timeoutMs };
}

/** A link to every subgraph of the list, in processes of their own. */
export const httpLinks = (
  found: Config<AddressShape>,
  timeouts: Config<TimeoutShape>,
  { proofSecret, logger }: { readonly proofSecret: string; readonly logger: Logger },
): readonly SubgraphLink[] =>
  subgraphs.map(({ name, defaultUrl }) =>
    httpLink({
      name,
      urls: found[addressOf(name)] ?? [defaultUrl],
      ...timeoutFor(name, timeouts),
      proofSecret,
      logger,
    }),
  );
