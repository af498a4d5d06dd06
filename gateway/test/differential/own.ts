import type { Federation } from '../../src/federation/federation.js';
import { federationOf } from '../../src/federation/planned.js';
import { toldErrors, type Outcome, type Subject } from './subject.js';

/** The gateway's own execution. @throws when the text is no supergraph */
export const ownFor = (supergraphSdl: string): Subject => adapted(federationOf(supergraphSdl));

const adapted = (federation: Federation): Subject => ({
  plan: (document) => {
    const plan = federation.plan(document, undefined);
    return {
      source: (variables) =>
        plan.source && { subgraph: plan.source.subgraph, request: plan.source.request(variables) },
      execute: async (variables, ask) => toOutcome(await plan.execute(variables, ask)),
      complete: async (event, variables, ask) => toOutcome(await plan.complete(event, variables, ask)),
    };
  },
});

type Answered = Awaited<ReturnType<ReturnType<Federation['plan']>['execute']>>;

const toOutcome = ({ data, errors }: Answered): Outcome => ({ data, errors: toldErrors(errors) });
