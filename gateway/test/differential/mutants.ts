import { Kind, parse, print, visit, type TypeNode } from 'graphql';
import { referenceFor } from './reference.js';
import type { Ask, Outcome, Planned, Subject } from './subject.js';

/** An executor with a planted fault. */
export interface Mutant {
  readonly name: string;
  readonly of: (supergraphSdl: string) => Subject;
}

const answering = (name: string, change: (outcome: Outcome) => Outcome): Mutant => ({
  name,
  of: (sdl) =>
    around(referenceFor(sdl), ({ execute, complete, ...rest }) => ({
      ...rest,
      execute: async (...given) => change(await execute(...given)),
      complete: async (...given) => change(await complete(...given)),
    })),
});

const asking = (name: string, change: (ask: Ask) => Ask): Mutant => ({
  name,
  of: (sdl) =>
    around(referenceFor(sdl), ({ execute, complete, ...rest }) => ({
      ...rest,
      execute: (variables, ask) => execute(variables, change(ask)),
      complete: (event, variables, ask) => complete(event, variables, change(ask)),
    })),
});

const around = ({ plan }: Subject, change: (planned: Planned) => Planned): Subject => ({
  plan: (document) => change(plan(document)),
});

type Data = Record<string, unknown>;

/** Executors as one might write them: each must be noticed. */
export const mutants: readonly Mutant[] = [
  answering('drops an error', ({ data, errors }) => ({ data, errors: errors.slice(1) })),
  answering('tells an error twice', ({ data, errors }) => ({
    data,
    errors: [...errors, ...errors.slice(0, 1)],
  })),
  answering('loses the index in a path', ({ data, errors }) => ({
    data,
    errors: errors.map((each) => ({
      ...each,
      path: each.path?.map((step) => (typeof step === 'number' ? 0 : step)) ?? null,
    })),
  })),
  answering('leaves paths relative to the entity', ({ data, errors }) => ({
    data,
    errors: errors.map((each) => ({ ...each, path: each.path?.slice(-1) ?? null })),
  })),
  answering('loses the code', ({ data, errors }) => ({
    data,
    errors: errors.map((each) => ({ ...each, code: null })),
  })),
  answering('swaps two keys', ({ data, errors }) => ({ data: changed(data, swapped), errors })),
  answering('leaves a null out', ({ data, errors }) => ({
    data: data?.replace(/"\w+":null,/, '') ?? null,
    errors,
  })),
  asking('asks twice', (ask) => async (subgraph, request) => {
    await ask(subgraph, structuredClone(request));
    return ask(subgraph, request);
  }),
  asking('sends variables that are not asked for', (ask) => (subgraph, request) => {
    return ask(subgraph, { ...request, variables: { ...request.variables, more: 1 } });
  }),
  asking('forgets a required field', (ask) => (subgraph, request) => {
    const representations = request.variables?.['representations'];
    if (!Array.isArray(representations)) return ask(subgraph, request);
    const fewer = (representations as readonly Data[]).map((each) =>
      Object.fromEntries(Object.entries(each).slice(0, 2)),
    );
    return ask(subgraph, { ...request, variables: { ...request.variables, representations: fewer } });
  }),
  asking('forgets the last entity', (ask) => async (subgraph, request) => {
    const answer = await ask(subgraph, request);
    const entities = answer.data?.['_entities'];
    if (!Array.isArray(entities)) return answer;
    return {
      ...answer,
      data: { ...answer.data, _entities: [...(entities as unknown[]).slice(0, -1), null] },
    };
  }),
  asking('takes what a subgraph adds for an answer', (ask) => async (subgraph, request) => {
    const { errors, ...answer } = await ask(subgraph, request);
    return { ...answer, ...(errors?.length && { errors: errors.slice(0, 1) }) };
  }),
  { name: 'does not know which fields are never null', of: (sdl) => referenceFor(allNullable(sdl)) },
  { name: 'passes on what the first subgraph answers', of: (sdl) => around(referenceFor(sdl), passingOn) },
];

const passingOn = ({ execute, ...rest }: Planned): Planned => ({
  ...rest,
  execute: async (variables, ask) => {
    const answers: (string | null)[] = [];
    const outcome = await execute(variables, async (subgraph, request) => {
      const answer = await ask(subgraph, request);
      answers.push(answer.data ? JSON.stringify(answer.data) : null);
      return answer;
    });
    const [only, ...others] = answers;
    return only != null && others.length === 0 ? { ...outcome, data: only } : outcome;
  },
});

const changed = (data: string | null, change: (data: Data) => Data): string | null =>
  data === null || data === 'null' ? data : JSON.stringify(change(JSON.parse(data) as Data));

const swapped = (data: Data): Data => {
  const [first, second, ...rest] = Object.entries(data);
  return first && second ? Object.fromEntries([second, first, ...rest]) : data;
};

function allNullable(sdl: string): string {
  const nullable = (type: TypeNode): TypeNode => {
    if (type.kind === Kind.NON_NULL_TYPE) return nullable(type.type);
    return type.kind === Kind.LIST_TYPE ? { ...type, type: nullable(type.type) } : type;
  };
  return print(visit(parse(sdl), { FieldDefinition: (field) => ({ ...field, type: nullable(field.type) }) }));
}
