import { reportOf, violationsIn } from './check/check.js';
import type { Property, Violation } from './check/evidence.js';
import type { Journal } from './journal.js';
import { tally } from './turbulence.js';

/** `npm run faults` asks for long runs; without it a run is bounded. */
export const isLong = process.env['FAULTS'] === 'long';

/** For how long faults are made, in milliseconds: FAULTS_SECONDS, or what the run says. */
export const turbulenceMs = Number(process.env['FAULTS_SECONDS'] ?? (isLong ? 60 : 20)) * 1_000;

/** What a journal is held to. */
export const promises: readonly (readonly [Property, string])[] = [
  ['P1', 'what was answered survives every kill'],
  ['P2', 'a client key stands for one answer'],
  ['P3', 'everybody reads the same order'],
  ['P4', 'after every cut exactly what was missed is told'],
  ['P5', 'nothing that lies after a removal reaches who was removed'],
  ['P8', 'faults are told by their codes, and no process ends by itself'],
];

/** A run that is over, and what is wrong with it. */
export class Verdict {
  private readonly violations: readonly Violation[];
  private file: string | null = null;

  constructor(
    readonly name: string,
    private readonly journal: Journal,
  ) {
    this.violations = violationsIn(journal.entries);
    const numbers = Object.entries(tally(journal.entries)).map(([what, count]) => `${String(count)} ${what}`);
    process.stdout.write(`${name}: ${numbers.join(', ')}\n`);
  }

  /** @throws Error that names the seed, the events concerned and where the journal is, when a promise was broken */
  holds(property: Property): void {
    const broken = this.violations.filter((violation) => violation.property === property);
    if (broken.length === 0) return;
    this.file ??= this.journal.write(this.name.replaceAll(/\W+/g, '-'));
    throw new Error(`${this.name}\n${reportOf(broken)}\nThe journal is ${this.file}`);
  }
}
