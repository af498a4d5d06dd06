import { expect } from 'vitest';
import { aKey, take } from './files.js';
import { type Actor, type Scene, actors } from './scene.js';

/**
 * `ok`, the code of the refusal, or `null` and `empty` where hiding is the answer. Refused and hidden things must not
 * have happened: the test compares the whole database.
 */
export type Outcome =
  'ok' | 'null' | 'empty' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'INVALID';

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

/** For those who see the file; the guest's pass names it alone. */
export const seeing = (hidden: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  all('ok', { foreigner: hidden, customer: hidden, colleague: hidden, uploader: hidden, ...others });

/** For those who see the folder. */
export const inside = (hidden: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  seeing(hidden, { guest: hidden, ...others });

/** For those who may change what they see. */
export const changing = (others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  seeing('NOT_FOUND', { guest: 'FORBIDDEN', looker: 'FORBIDDEN', ...others });

/** For the owner alone. */
export const owning = (others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  changing({ editor: 'FORBIDDEN', ...others });

async function answer(
  scene: Scene,
  actor: Actor,
  document: string,
  variables: Record<string, unknown>,
): Promise<Outcome> {
  const { data, errors } = await scene.files.as(scene.viewers[actor]).run(document, variables);
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

/** A stream that speaks at once, if only to say that it has caught up. */
export const stream = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Subscription.${name}`,
  expected,
  async run(scene, actor) {
    const events = scene.files.as(scene.viewers[actor]).follow(document, input(scene));
    const [first] = await take(events, 1);
    await events.return();
    if (!first) return 'empty';
    return first.errors ? (first.errors[0]?.extensions['code'] as Outcome) : 'ok';
  },
});
