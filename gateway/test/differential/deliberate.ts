/**
 * Where the answer deliberately is not Apollo's, each with its reason; deliberate.test.ts shows each of them. In all of
 * them the answer still has to be well formed, and errors keep their messages and codes.
 *
 * - **Mangled answers.** Where a subgraph answers with a list, an object or a leaf where it should be another of these,
 *   or with a `__typename` that is no text or cannot stand there, Apollo throws, drops all of `data` for an internal
 *   message, or goes on with whatever comes of it. Here it costs the place that it spoils; what is left is well formed.
 *   Only an object of a type that cannot stand there, or is empty text, is taken for what it says, as Apollo does.
 * - **Places.** The path of an error that concerns a whole request for entities has `@` or `_entities` in Apollo's
 *   answer, or leads nowhere; that of one entity counts only those that were asked for, and so names an earlier one
 *   when some were not. A path has to name the place that the error concerns.
 * - **Fields left out.** Of an object of which nobody asked the type, Apollo leaves out what stands in fragments within
 *   fragments on an abstract type. Every field that is asked for is answered.
 */
import type { Execution } from './execution.js';
import type { ToldError } from './subject.js';

/** The same error where it belongs, and Apollo's path names no place, or one before it. */
export function isBetterPlaced(
  expected: ToldError,
  actual: ToldError,
  isPlace: (path: Path) => boolean,
): boolean {
  if (expected.message !== actual.message || expected.code !== actual.code) return false;
  if (!expected.path || !actual.path) return false;
  if (!isPlace(expected.path)) return isPlace(actual.path) || isIndexed(expected.path, actual.path);
  return isPlace(actual.path) && isBefore(expected.path, actual.path);
}

type Path = readonly (string | number)[];

/** Whether it is the same path with an index for each `@`. */
const isIndexed = (one: Path, other: Path): boolean =>
  one.length === other.length &&
  one.every((step, at) => step === other[at] || (step === '@' && typeof other[at] === 'number'));

/** Whether a path is the same but for its indexes, the first other one of which is smaller. */
function isBefore(one: Path, other: Path): boolean {
  if (one.length !== other.length) return false;
  const isAlike = one.every((step, at) => step === other[at] || typeof step === typeof other[at]);
  const [at] = [...one.keys()].filter((index) => one[index] !== other[index]);
  return isAlike && at !== undefined && typeof one[at] === 'number' && one[at] < Number(other[at]);
}

/** What mangled answers say an object is of: a type that exists, and that no field has; or no type at all. */
const IMPOSSIBLE: readonly unknown[] = ['Query', ''];

/** A subgraph said of some object below its root that it is of a type that cannot stand there. */
export const hasImpossibleType = ({ asked }: Execution): boolean =>
  asked.some(({ answer }) => {
    const { data } = JSON.parse(answer ?? '{}') as { readonly data?: object | null };
    return Object.values(data ?? {}).some(isOrHoldsImpossible);
  });

function isOrHoldsImpossible(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('__typename' in value && IMPOSSIBLE.includes(value.__typename)) return true;
  return Object.values(value).some(isOrHoldsImpossible);
}
