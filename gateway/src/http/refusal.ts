import type { OutgoingHttpHeaders } from 'node:http';
import { invalid } from '@parley/kit';
import type { GraphQLError } from 'graphql';

/** A request that is refused as a whole, with the HTTP status that says why. */
export class HttpRefusal extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(
    readonly status: number,
    error: GraphQLError,
    readonly headers: OutgoingHttpHeaders = {},
    cause?: unknown,
  ) {
    super(error.message, { cause });
    this.errors = [error];
  }
}

/** The refusal of what is no well-formed request. */
export const malformed = (field: string, sentence: string): HttpRefusal =>
  new HttpRefusal(400, invalid(field, sentence));
