import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Place } from './places.js';

/** An error as a subgraph told it: of this process, or read from an answer, where anything may be missing. */
export type SubgraphError = GraphQLFormattedError & { readonly originalError?: Error | undefined };

/** Where nothing else is said of the cause. */
const NO_CODE = 'DOWNSTREAM_SERVICE_ERROR';

/** The error of a subgraph at a place of the answer. */
export function errorAt(error: SubgraphError, subgraph: string, path: Place | undefined): GraphQLError {
  const { extensions } = error;
  return new GraphQLError(error.message || `Error while fetching subquery from service "${subgraph}"`, {
    path,
    originalError: error.originalError,
    extensions: { code: NO_CODE, ...extensions, serviceName: subgraph },
  });
}

/** Whatever was thrown, as an error of the answer. */
export const asAnswerError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError
    ? error
    : new GraphQLError(error instanceof Error ? error.message : String(error), {
        originalError: error instanceof Error ? error : undefined,
      });
