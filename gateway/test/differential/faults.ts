import { fractionOf, Random } from './random.js';

/** What goes wrong in the subgraphs during one execution, as probabilities in 0..1; decided by the seed alone. */
export interface Faults {
  readonly name: string;
  readonly seed: string;
  /** A nullable place without a value. */
  readonly absent: number;
  /** A resolver fails: its place is null up to the nearest nullable one, and an error says where. */
  readonly failing: number;
  /** An entity that is not there any more. */
  readonly missing: number;
  /** What no subgraph may do with one place: null where there must be a value, a leaf of another type. */
  readonly broken: number;
  /** One thing where there should be another: a list, an object or a leaf; a type that cannot stand there, or none. */
  readonly mangled: number;
  /** The subgraph does not answer this request: it cannot be reached, or says only why not. */
  readonly away: number;
  /** What no subgraph may do with a whole answer: no data and no reason, fewer entities, errors that stand nowhere. */
  readonly garbled: number;
}

const NONE = { absent: 0, failing: 0, missing: 0, broken: 0, mangled: 0, away: 0, garbled: 0 };

/** How one operation is answered: as it should be, with failures that are allowed, with some that are not, and anyhow. */
export function faultsFor(seed: string): readonly Faults[] {
  const random = new Random(seed, 'faults');
  const rate = (): number => random.pick([0, 0.01, 0.05, 0.2]);
  const failing = (name: string): Faults => ({
    ...NONE,
    name,
    seed: `${seed}/${name}`,
    absent: random.pick([0, 0.1, 0.4]),
    failing: rate(),
    missing: rate(),
    away: random.pick([0, 0, 0.1, 0.4]),
  });
  const garbled = random.pick([0, 0, 0.1, 0.4]);
  return [
    { ...NONE, name: 'well', seed: `${seed}/well`, absent: 0.1 },
    failing('failing'),
    { ...failing('broken'), broken: rate(), garbled },
    { ...failing('mangled'), broken: rate(), garbled, mangled: random.pick([0.01, 0.05, 0.2]) },
  ];
}

/** Whether this goes wrong there. */
export const happens = (
  faults: Faults,
  what: Exclude<keyof Faults, 'name' | 'seed'>,
  ...where: readonly (string | number)[]
): boolean => faults[what] > 0 && fractionOf(faults.seed, what, ...where) < faults[what];
