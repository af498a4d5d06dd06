import { print, type DocumentNode } from 'graphql';
import type { Case } from './cases.js';
import { differences, type Difference } from './comparison.js';
import { execution, type Execution } from './execution.js';
import type { Faults } from './faults.js';
import { shrunk } from './shrinking.js';
import type { Planned, Subject } from './subject.js';
import type { World } from './world.js';

/** Who is compared with whom, over what. */
export interface Trial {
  readonly world: World;
  readonly reference: Subject;
  readonly subject: Subject;
}

interface Compared {
  readonly expected: Execution;
  readonly actual: Execution;
  readonly differences: readonly Difference[];
}

/** What a run came to. */
export interface Verdict {
  readonly executions: number;
  /** Operations that the planner refuses, for both alike. */
  readonly refused: number;
  readonly findings: readonly Finding[];
}

/** What is not like the reference. */
export interface Finding {
  readonly name: string;
  /** As text to read and to replay, made as small as it can be had: that takes a while. */
  readonly told: () => Promise<string>;
}

/** Compares one case, with each of its faults. */
export async function verdictOn(trial: Trial, each: Case): Promise<Verdict> {
  const plans = plansOf(trial, each.document);
  if ('refusals' in plans) {
    const { expected, actual } = plans.refusals;
    const told = `${each.name}: ${String(actual)} instead of ${String(expected)}`;
    const findings = expected === actual ? [] : [{ name: each.name, told: () => Promise.resolve(told) }];
    return { executions: 0, refused: 1, findings };
  }
  const findings: Finding[] = [];
  for (const faults of each.faults) {
    const found = await compared(trial, plans, each, faults);
    if (found.differences.length === 0) continue;
    findings.push({ name: each.name, told: () => toldFinding(trial, each, faults, found) });
  }
  return { executions: each.faults.length, refused: 0, findings };
}

interface Plans {
  readonly reference: Planned;
  readonly subject: Planned;
}

interface Refusals {
  readonly expected: string | null;
  readonly actual: string | null;
}

/** As both plan it; or what either said against it: the planner has faults of its own. */
function plansOf(
  { reference, subject }: Trial,
  document: DocumentNode,
): Plans | { readonly refusals: Refusals } {
  const expected = attempted(() => reference.plan(document));
  const actual = attempted(() => subject.plan(document));
  if (typeof expected !== 'string' && typeof actual !== 'string') {
    return { reference: expected, subject: actual };
  }
  return {
    refusals: {
      expected: typeof expected === 'string' ? expected : null,
      actual: typeof actual === 'string' ? actual : null,
    },
  };
}

function attempted<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    // What it says is compared.
    return String(error);
  }
}

async function compared(
  { world }: Trial,
  plans: Plans,
  { document, variables }: Case,
  faults: Faults,
): Promise<Compared> {
  const expected = await execution(plans.reference, world, variables, faults);
  const actual = await execution(plans.subject, world, variables, faults);
  return {
    expected,
    actual,
    differences: differences({ world, document, variables, isMangled: faults.mangled > 0 }, expected, actual),
  };
}

/** A difference with all one needs to understand it, as small as it can be had. */
async function toldFinding(trial: Trial, each: Case, faults: Faults, found: Compared): Promise<string> {
  const kinds = (all: readonly Difference[]): string => all.map(({ what }) => what).join();
  const again = async (document: DocumentNode): Promise<Compared | null> => {
    const plans = plansOf(trial, document);
    return 'refusals' in plans ? null : compared(trial, plans, { ...each, document }, faults);
  };
  const isSame = async (document: DocumentNode): Promise<boolean> =>
    kinds((await again(document))?.differences ?? []) === kinds(found.differences);
  const document = await shrunk(trial.world.apiSchema, each.document, isSame);
  const { expected, differences: smallest } = (await again(document)) ?? found;
  return [
    `DIFFERENTIAL_ONLY=${each.name} (${faults.name})`,
    print(document),
    `variables ${JSON.stringify(each.variables)}`,
    ...expected.asked.map(
      ({ subgraph, query, variables, answer }) =>
        `${subgraph} is asked ${query} ${JSON.stringify(variables)}\n  and answers ${String(answer)}`,
    ),
    ...smallest.map(
      ({ what, expected: right, actual }) =>
        `${what}\n  expected ${JSON.stringify(right)}\n  actual   ${JSON.stringify(actual)}`,
    ),
  ].join('\n');
}
