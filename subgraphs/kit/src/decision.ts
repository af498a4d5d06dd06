import { AppError } from './errors.js';
import type { AccessRule, AccessStep } from './explanation.js';

/** A rule that was weighed; its sentence is read by who was refused, and by administrators who ask why. */
export interface Weighed extends AccessStep {
  /** How a refusal by this rule is told; FORBIDDEN when absent. */
  readonly code?: 'CONFLICT';
}

/**
 * The rules of one right, in the order in which they are weighed: those that are met on the way are yielded, the one
 * that decides is returned. Whoever is asked may say why, for the rules that decide are the rules that are told.
 */
export type Weighing = Generator<Weighed, Weighed, undefined>;

/** What was decided, by which rule, after which others. */
export interface Decision {
  readonly allowed: boolean;
  readonly decidedBy: Weighed;
  /** In the order in which they were weighed; the last one is the one that decides. */
  readonly steps: readonly Weighed[];
}

/** A rule that speaks for it. */
export const yes = (rule: AccessRule, text: string, sourceId: string | null = null): Weighed => ({
  allows: true,
  rule,
  text,
  sourceId,
});

/** A rule that speaks against it. */
export const no = (rule: AccessRule, text: string, sourceId: string | null = null): Weighed => ({
  allows: false,
  rule,
  text,
  sourceId,
});

/** The decision with every rule on the way to it. */
export function decide(weighing: Weighing): Decision {
  const steps: Weighed[] = [];
  let next = weighing.next();
  for (; !next.done; next = weighing.next()) steps.push(next.value);
  const decidedBy = next.value;
  return { allowed: decidedBy.allows, decidedBy, steps: [...steps, decidedBy] };
}

/** What one rule decides by itself. */
export const decided = (by: Weighed): Decision => ({ allowed: by.allows, decidedBy: by, steps: [by] });

/** The decision alone. */
export function allows(weighing: Weighing): boolean {
  let next = weighing.next();
  while (!next.done) next = weighing.next();
  return next.value.allows;
}

/** What somebody is told whom a rule refuses; where the thing is hidden from them it is `notFound` instead. */
export const refusedBy = ({ decidedBy: { text, code } }: Decision): AppError =>
  new AppError(code ?? 'FORBIDDEN', text);
