import { loadSupergraph } from '@parley/schema';
import { getOperationAST, Kind, visit, type DocumentNode } from 'graphql';
import { expect, test } from 'vitest';
import type { AskSubgraph, Outcome, Plan, Variables } from '../src/federation/federation.js';
import { federationOf } from '../src/federation/planned.js';
import { costOf } from '../src/limits/cost.js';
import { answerText } from './differential/answer.js';
import { caseOf, type Case } from './differential/cases.js';
import { worldOf } from './differential/world.js';

const OPERATIONS = 400;
const sdl = loadSupergraph();
const world = worldOf('parley', sdl, 3);
const federation = federationOf(sdl);

/** Subgraphs of drawn data look at no page size: each page is asked for as larger than any list they make. */
const PAGE = 20;

function roomy({ document, variables }: Case): { document: DocumentNode; variables: Variables } {
  const sizes = new Set<string>();
  const widened = visit(document, {
    Argument: (node) => {
      if (node.name.value !== 'first' && node.name.value !== 'last') return undefined;
      if (node.value.kind === Kind.VARIABLE) sizes.add(node.value.name.value);
      return node.value.kind === Kind.INT
        ? { ...node, value: { kind: Kind.INT, value: String(PAGE) } }
        : undefined;
    },
  });
  const wide = [...sizes].map((name) => [name, PAGE] as const);
  return { document: widened, variables: { ...variables, ...Object.fromEntries(wide) } };
}

async function run(plan: Plan, variables: Variables, { faults }: Case): Promise<Outcome> {
  const ask: AskSubgraph = (name, request) => {
    const subgraph = world.subgraphs.get(name);
    const [none] = faults;
    if (!subgraph || !none) throw new Error(`There is no subgraph ${name}`);
    return Promise.resolve(
      JSON.parse(answerText({ world, subgraph, faults: none }, request)) as Awaited<ReturnType<AskSubgraph>>,
    );
  };
  if (!plan.source) return plan.execute(variables, ask);
  return plan.complete(await ask(plan.source.subgraph, plan.source.request(variables)), variables, ask);
}

test('what is found never costs more than what was asked for', { timeout: 120_000 }, async () => {
  const dishonest: string[] = [];
  let counted = 0;
  for (let seed = 0; seed < OPERATIONS; seed += 1) {
    const drawn = caseOf(world, seed);
    const { document, variables } = roomy(drawn);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('A case is one operation');
    const requested = costOf(federation.apiSchema, document, operation)(variables);
    const { found } = await run(federation.plan(document, undefined), variables, drawn);
    if (found > 1) counted += 1;
    if (found > requested + 1e-9) {
      dishonest.push(`${drawn.name}: ${String(found)} of ${String(requested)}`);
    }
  }
  expect(dishonest).toEqual([]);
  // Most of them find something.
  expect(counted).toBeGreaterThan(OPERATIONS / 2);
});
