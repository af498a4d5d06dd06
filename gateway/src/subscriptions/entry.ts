import { NEEDS_VIEWER, type LiveMark } from '@parley/kit';
import type { GraphQLError } from 'graphql';
import { codeOf } from '../errors.js';

/** One answer of a subscription: made once, sent to everyone who follows the same. */
export interface Entry {
  /** The JSON of the answer; empty where there is none to send. */
  readonly payload: Buffer;
  /** Null for what is ephemeral. */
  readonly mark: LiveMark | null;
}

/** Raised when a shared execution turns out to depend on who asks. */
export class NeedsViewer extends Error {
  constructor(readonly path: string) {
    super(`${path} depends on who asks`);
  }
}

/** @throws NeedsViewer when any part of the answer asked for a viewer where there is none */
export function refuseNeedy(errors: readonly GraphQLError[] | undefined): void {
  const needy = errors?.find((error) => codeOf(error) === NEEDS_VIEWER);
  if (needy) throw new NeedsViewer(needy.path?.join('.') ?? 'The subscription');
}
