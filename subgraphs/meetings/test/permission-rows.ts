import { expect } from 'vitest';
import { SEAT, aKey, deed, take } from './meetings.js';
import { type Actor, type Scene, actors } from './scene.js';

/** `ok`, the code of the refusal, or `null` and `empty` where hiding is the answer. */
export type Outcome =
  | 'ok'
  | 'null'
  | 'empty'
  | 'false'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'INVALID'
  | 'UNAVAILABLE';

/** One operation or entity, and what each actor gets. */
export interface Row {
  readonly name: string;
  readonly expected: Readonly<Record<Actor, Outcome>>;
  readonly run: (scene: Scene, actor: Actor) => Promise<Outcome>;
}

export type Input = (scene: Scene) => Readonly<Record<string, unknown>>;

export const all = (outcome: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  ({
    ...Object.fromEntries(actors.map((actor) => [actor, outcome])),
    nobody: 'UNAUTHENTICATED',
    ...others,
  }) as Row['expected'];

/** For the two of the call. */
export const two = (hidden: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  all(hidden, { caller: 'ok', callee: 'ok', ...others });

/** For whose participant it is. */
export const own = all('NOT_FOUND', { caller: 'ok' });

async function answer(
  scene: Scene,
  actor: Actor,
  document: string,
  variables: Record<string, unknown>,
): Promise<Outcome> {
  const { data, errors } = await scene.meetings.as(scene.viewers[actor]).run(document, variables);
  if (errors) {
    expect(errors).toHaveLength(1);
    return errors[0]?.extensions['code'] as Outcome;
  }
  const [value] = Object.values(data as object) as [unknown];
  if (value === false) return 'false';
  return value === null || (Array.isArray(value) && value[0] === null) ? 'null' : 'ok';
}

export const query = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Query.${name}`,
  expected,
  run: (scene, actor) => answer(scene, actor, document, input(scene)),
});

export const mutation = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Mutation.${name}`,
  expected,
  run: (scene, actor) => answer(scene, actor, document, { input: { ...input(scene), key: aKey() } }),
});

/** Something that is done to a call, and answers with it. */
export const done = (name: string, input: Input, expected: Row['expected']): Row =>
  mutation(name, deed(name, name === 'answerCall' || name === 'moveCall' ? SEAT : 'id'), input, expected);

export const entity = (name: string, id: (scene: Scene) => string, expected: Row['expected']): Row => ({
  name,
  expected,
  run: (scene, actor) => {
    const document = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on ${name} { id } } }`;
    return answer(scene, actor, document, { refs: [{ __typename: name, id: id(scene) }] });
  },
});

/** A stream that is opened, or refused at once: one that is ephemeral says nothing by itself. */
export const stream = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Subscription.${name}`,
  expected,
  async run(scene, actor) {
    const { viewers, meetings } = scene;
    const viewer = viewers[actor];
    const events = meetings.as(viewer).follow(document, input(scene));
    const first = take(events, 1);
    // Where it is opened, this is heard; the others are refused whatever is said.
    const hello = { kind: 'READY', toParticipantId: scene.participantId };
    const said = { participantId: scene.otherParticipantId, signal: hello, key: aKey() };
    const send = `mutation ($input: SendSignalInput!) { sendSignal(input: $input) }`;
    await meetings.must(viewers.callee, send, { input: said });
    const [heard] = await first;
    await events.return();
    if (!heard) return 'empty';
    return heard.errors ? (heard.errors[0]?.extensions['code'] as Outcome) : 'ok';
  },
});
