import { expect } from 'vitest';
import { aKey } from './chat.js';
import { type Actor, type Scene, actors } from './scene.js';

/**
 * `ok`, the code of the refusal, or `null` and `empty` where hiding is the answer. Refused and hidden things must not
 * have happened: the test compares the whole database.
 */
export type Outcome = 'ok' | 'null' | 'empty' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT';

/** One operation or entity, and what each actor gets. */
export interface Row {
  readonly name: string;
  readonly expected: Readonly<Record<Actor, Outcome>>;
  /** What has to have happened before anybody asks. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  readonly run: (scene: Scene, actor: Actor) => Promise<Outcome>;
}

export type Input = (scene: Scene) => Readonly<Record<string, unknown>>;

/** Everybody gets the same, but for those named. */
export const all = (outcome: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  ({
    ...Object.fromEntries(actors.map((actor) => [actor, outcome])),
    nobody: 'UNAUTHENTICATED',
    ...others,
  }) as Row['expected'];

const OUTSIDE = ['foreigner', 'stranger', 'customer', 'outsideGuest'] as const;

/** Hidden from those outside; those in the channel get what is named, `ok` by default. */
export const inside = (hidden: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  all('ok', { ...Object.fromEntries(OUTSIDE.map((actor) => [actor, hidden])), ...others });

/** Refused to those below moderators. */
export const NOT_FOR_MEMBERS = { guest: 'FORBIDDEN', reader: 'FORBIDDEN', member: 'FORBIDDEN' } as const;

async function answer(
  scene: Scene,
  actor: Actor,
  document: string,
  variables: Record<string, unknown>,
): Promise<Outcome> {
  const { data, errors } = await scene.chat.as(scene.viewers[actor]).run(document, variables);
  if (errors) {
    expect(errors).toHaveLength(1);
    return errors[0]?.extensions['code'] as Outcome;
  }
  const [value] = Object.values(data as object) as [{ nodes?: unknown[] } | unknown[] | null];
  if (value === null || (Array.isArray(value) && value[0] === null)) return 'null';
  return !Array.isArray(value) && value.nodes?.length === 0 ? 'empty' : 'ok';
}

/** Something that is asked for without changing anything. */
export const asking = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name,
  expected,
  run: (scene, actor) => answer(scene, actor, document, input(scene)),
});

export const query = (name: string, document: string, input: Input, expected: Row['expected']): Row =>
  asking(`Query.${name}`, document, input, expected);

export const mutation = (
  name: string,
  fields: string,
  input: Input,
  expected: Row['expected'],
  prepare?: Row['prepare'],
): Row => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`;
  return {
    name: `Mutation.${name}`,
    expected,
    ...(prepare && { prepare }),
    run: (scene, actor) => answer(scene, actor, document, { input: { ...input(scene), key: aKey() } }),
  };
};

export const entity = (name: string, id: (scene: Scene) => string, expected: Row['expected']): Row => ({
  name,
  expected,
  run: (scene, actor) => {
    const document = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on ${name} { id } } }`;
    return answer(scene, actor, document, { refs: [{ __typename: name, id: id(scene) }] });
  },
});

export const byChannel: Input = ({ channelId }) => ({ channelId });
