import { CombinedGraphQLErrors } from '@apollo/client';
import type { ErrorCode } from '../../../generated/contract';

/** The codes that the errors of an answer bear, in order; empty for failures of the network. */
export function errorCodes(error: unknown): readonly ErrorCode[] {
  if (!CombinedGraphQLErrors.is(error)) return [];
  return error.errors.map(({ extensions }) => (extensions?.['code'] ?? 'INTERNAL') as ErrorCode);
}

/** Whether one of the errors of an answer bears this code. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return errorCodes(error).includes(code);
}

/** How long the server asks to be left alone, in milliseconds; 0 where it does not. */
export function retryAfterMs(error: unknown): number {
  if (!CombinedGraphQLErrors.is(error)) return 0;
  const seconds = error.errors.map(({ extensions }) => extensions?.['retryAfterSeconds']);
  return Math.max(0, ...seconds.map((value) => (typeof value === 'number' ? value * 1_000 : 0)));
}
