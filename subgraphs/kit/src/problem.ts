import { STATUS_CODES, type OutgoingHttpHeaders } from 'node:http';
import type { GraphQLError } from 'graphql';

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json';

/** What is told of an error beside its code: all else stays here. */
const MEMBERS = ['field', 'retryAfterSeconds', 'limit', 'allowed', 'asked'] as const;

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  CURSOR_EXPIRED: 410,
  INVALID: 422,
  TOO_COSTLY: 422,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** What is said instead of an answer. */
export interface Problem {
  readonly status: number;
  readonly body: string;
  readonly headers: OutgoingHttpHeaders;
}

const RETRY_SECONDS = 1;

/** The HTTP status that says the same as the code of an error. */
export const statusOf = ({ extensions }: GraphQLError): number => STATUS[String(extensions['code'])] ?? 500;

/**
 * An error as problem details, RFC 9457. The type is left out, and so is about:blank: what tells problems apart is
 * the `code`, which is the one that GraphQL has.
 * @param error presented: nothing in it is secret
 */
export function problemOf(error: GraphQLError, status = statusOf(error)): Problem {
  const { code, requestId } = error.extensions;
  const retry = error.extensions['retryAfterSeconds'] ?? (status === 503 ? RETRY_SECONDS : undefined);
  const members = MEMBERS.flatMap((name) =>
    error.extensions[name] === undefined ? [] : [[name, error.extensions[name]] as const],
  );
  const details = {
    title: STATUS_CODES[status],
    status,
    detail: error.message,
    code,
    ...Object.fromEntries(members),
    requestId,
  };
  return {
    status,
    body: JSON.stringify(details),
    headers: {
      ...(typeof retry === 'number' && { 'retry-after': String(retry) }),
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="parley"' }),
    },
  };
}
