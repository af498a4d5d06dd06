import { AppError, type ErrorCode, type Logger } from '@parley/kit';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

const CODES: readonly string[] = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID',
  'CONFLICT',
  'RATE_LIMITED',
  'TOO_COSTLY',
  'CURSOR_EXPIRED',
  'UNAVAILABLE',
  'INTERNAL',
] satisfies readonly ErrorCode[];

/** What may leave beside the code; all else in `extensions` stays here. */
const PUBLIC_EXTENSIONS = ['field', 'retryAfterSeconds', 'limit', 'allowed', 'asked'] as const;

const MASKED = 'Something went wrong; it was logged under the request id';

/**
 * What leaves the building of an error: message, path, code, field, request id. Nothing unforeseen does: it is logged
 * under the request id and masked.
 */
export function presentError(error: GraphQLError, requestId: string, logger: Logger): GraphQLError {
  const { code } = error.extensions;
  const { path } = error;
  if (typeof code !== 'string' || !CODES.includes(code) || code === 'INTERNAL') {
    const cause = error.originalError?.stack ?? error.message;
    logger.error({ requestId, path, code, cause }, 'an unforeseen error was masked');
    return new GraphQLError(MASKED, { path, extensions: { code: 'INTERNAL', requestId } });
  }
  const extensions: Record<string, unknown> = { code, requestId };
  for (const name of PUBLIC_EXTENSIONS) {
    if (error.extensions[name] !== undefined) extensions[name] = error.extensions[name];
  }
  return new GraphQLError(error.message, { path, extensions });
}

/** For errors on their way to a frame or body, where graphql-js' own JSON would bring source locations along. */
export const errorJson = ({ message, path, extensions }: GraphQLError): GraphQLFormattedError => ({
  message,
  ...(path && { path }),
  extensions,
});

/** The code of an error; those of a subgraph in another process arrive as plain objects, where anything may be missing. */
export const codeOf = (error: { readonly extensions?: Readonly<Record<string, unknown>> }): unknown =>
  error.extensions?.['code'];

/** Whatever was thrown, as an error of the closed set. */
export function asRefusal(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(MASKED, { originalError: cause, extensions: { code: 'INTERNAL' } });
}

/** A limit was passed: the sentence says which, its size, and what was asked. */
export const overLimit = (
  limit: string,
  allowed: number,
  asked: number | string,
  code: 'INVALID' | 'TOO_COSTLY' = 'INVALID',
): AppError =>
  new AppError(code, `The limit of ${limit} is ${String(allowed)}; this asks for ${String(asked)}`, {
    limit,
    allowed,
    asked,
  });
