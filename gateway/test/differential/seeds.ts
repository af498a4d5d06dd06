import { caseOf } from './cases.js';
import { extent } from './config.js';
import { verdictOn, type Finding, type Trial, type Verdict } from './trial.js';

/** Findings are long: the first few of a supergraph are enough to begin with. */
const MOST_FINDINGS = 5;

/** Compares the cases of all seeds that this run is to have, and for as long as it is to go on. */
export async function verdictOnSeeds(trial: Trial, seeds = extent.seeds): Promise<Verdict> {
  const until = performance.now() + extent.seconds * 1_000;
  let [executions, refused] = [0, 0];
  const findings: Finding[] = [];
  for (const seed of seedsOf(trial.world.name, seeds, until)) {
    const verdict = await verdictOn(trial, caseOf(trial.world, seed));
    executions += verdict.executions;
    refused += verdict.refused;
    findings.push(...verdict.findings);
    if (findings.length >= MOST_FINDINGS) break;
  }
  return { executions, refused, findings };
}

/** The seeds of that name; further ones until then, by `performance.now()`. */
export function* seedsOf(name: string, seeds: number, until: number): Iterable<number> {
  if (extent.only !== null) {
    const at = extent.only.lastIndexOf(':');
    if (extent.only.slice(0, at) === name) yield Number(extent.only.slice(at + 1));
    return;
  }
  const { from } = extent;
  for (let seed = from; seed < from + seeds || performance.now() < until; seed += 1) yield seed;
}

/** All of them as one text; empty when there are none. */
export async function report(findings: readonly Finding[]): Promise<string> {
  const texts: string[] = [];
  for (const { told } of findings.slice(0, MOST_FINDINGS)) texts.push(await told());
  return texts.join('\n\n');
}
