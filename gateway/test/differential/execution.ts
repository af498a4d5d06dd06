import type { OperationRequest } from '@parley/kit';
import type { ExecutionResult } from 'graphql';
import { answerText } from './answer.js';
import type { Faults } from './faults.js';
import { hashOf } from './random.js';
import type { Ask, Outcome, Planned, Variables } from './subject.js';
import type { World } from './world.js';

/** One question to a subgraph. */
export interface Asked extends OperationRequest {
  readonly subgraph: string;
  /** As JSON text; null when it could not be reached. */
  answer: string | null;
}

/** What came of executing an operation once. */
export interface Execution {
  readonly outcome: Outcome | null;
  /** Why there is no outcome. */
  readonly thrown: string | null;
  readonly asked: readonly Asked[];
}

/** Executes it over subgraphs that fail as told; of a subscription, one event. */
export async function execution(
  planned: Planned,
  world: World,
  variables: Variables,
  faults: Faults,
): Promise<Execution> {
  const asked: Asked[] = [];
  const ask: Ask = async (subgraph, request) => {
    const one: Asked = {
      ...request,
      variables: structuredClone(request.variables ?? {}),
      subgraph,
      answer: null,
    };
    asked.push(one);
    const found = world.subgraphs.get(subgraph);
    if (!found) throw new Error(`There is no subgraph ${subgraph}`);
    await turns(hashOf(faults.seed, 'turns', subgraph, request.query) % 4);
    one.answer = answerText({ world, subgraph: found, faults }, request);
    return JSON.parse(one.answer) as ExecutionResult;
  };
  try {
    return { outcome: await outcomeOf(planned, variables, ask), thrown: null, asked };
  } catch (error) {
    // What the executor does instead of answering is part of what is compared.
    return { outcome: null, thrown: error instanceof Error ? error.message : String(error), asked };
  }
}

async function outcomeOf(planned: Planned, variables: Variables, ask: Ask): Promise<Outcome> {
  const source = planned.source(variables);
  if (!source) return planned.execute(variables, ask);
  // The stream is opened with a request like any other: it is compared, too.
  return planned.complete(await ask(source.subgraph, source.request), variables, ask);
}

/** Subgraphs answer in another order than they were asked in, the same at each execution. */
async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await Promise.resolve();
}
