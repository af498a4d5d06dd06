import { GraphQLError } from 'graphql';

/** Why an operation was refused; the closed set of guarantees that clients switch over exhaustively. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'TOO_COSTLY'
  | 'CURSOR_EXPIRED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/**
 * Marks an execution that asked for a viewer where none may be asked for. Never leaves the gateway: it answers
 * by executing that operation once per viewer.
 */
export const NEEDS_VIEWER = 'NEEDS_VIEWER';

/** A refusal that the caller may read; whatever else escapes a resolver is logged and masked. */
export class AppError extends GraphQLError {
  constructor(
    code: ErrorCode | typeof NEEDS_VIEWER,
    message: string,
    extensions: Record<string, unknown> = {},
  ) {
    super(message, { extensions: { ...extensions, code } });
  }
}

/** Absent and hidden are the same answer, in the same words: `notFound('Channel')`. */
export const notFound = (what: string): AppError => new AppError('NOT_FOUND', `${what} not found`);

/** The input field `field` is wrong; `sentence` tells a person what to do about it. */
export const invalid = (field: string, sentence: string): AppError =>
  new AppError('INVALID', sentence, { field });

/** The viewer sees the thing but may not do this with it. */
export const forbidden = (sentence: string): AppError => new AppError('FORBIDDEN', sentence);

/** Someone else changed it, or the client key was used for something else. */
export const conflict = (sentence: string): AppError => new AppError('CONFLICT', sentence);

/** Nobody is signed in, or no longer. */
export const unauthenticated = (sentence = 'Sign in first'): AppError =>
  new AppError('UNAUTHENTICATED', sentence);

/** Too many; `retryAfterSeconds` says when to try again. */
export const rateLimited = (sentence: string, retryAfterSeconds: number): AppError =>
  new AppError('RATE_LIMITED', sentence, { retryAfterSeconds });

/** A part of the product does not answer right now. */
export const unavailable = (sentence: string): AppError => new AppError('UNAVAILABLE', sentence);

/** Whether a part of the product did not answer, rather than refused: asked again, it may do it. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.extensions['code'] === 'UNAVAILABLE';
