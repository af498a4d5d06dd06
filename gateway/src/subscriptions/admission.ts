import type { GraphQLError } from 'graphql';
import { codeOf } from '../errors.js';
import { Refused } from '../operation.js';
import type { Grants } from './grants.js';
import { end, hasLeft, type Reader } from './reader.js';

/** What it takes to decide who may follow. */
export interface Admission {
  readonly grants: Grants;
  /** Makes whatever ended a stream presentable. */
  readonly errorsOf: (error: unknown) => readonly GraphQLError[];
}

/** Whether something may have changed since it was noted down last; others note it while this one waits. */
const wasTouched = ({ isTouched }: Reader): boolean => isTouched;

/**
 * Asks for a reader's grant until nothing has changed while it was asked for. Whoever is refused is told why; a grant
 * that was lost on the way ends the stream like any other stream that is over. @returns 'gone' when they left meanwhile
 */
export async function askUntilSettled(
  { grants, errorsOf }: Admission,
  reader: Reader,
  isFollowing: boolean,
): Promise<'granted' | 'refused' | 'gone'> {
  let refusal;
  do {
    reader.isTouched = false;
    refusal = await grants.check(reader.caller);
    if (hasLeft(reader)) return 'gone';
  } while (wasTouched(reader));
  if (!refusal) return 'granted';
  const isLoss = isFollowing && refusal.every((error) => codeOf(error) !== 'UNAVAILABLE');
  end(reader, isLoss ? null : errorsOf(new Refused(refusal)));
  return 'refused';
}
