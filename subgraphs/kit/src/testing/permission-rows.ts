import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../errors.js';
import type { Viewer } from '../viewer.js';
import { type SpokenTo, take } from './spoken-to.js';
import type { TestAnswer } from './subgraph.js';

/**
 * `ok`, the code of the refusal, or `null`, `empty` and `false` where hiding is the answer. Refused and hidden things
 * must not have happened: a matrix compares the whole database.
 */
export type Outcome = 'ok' | 'null' | 'empty' | 'false' | ErrorCode;

/** What the actors of a matrix get. */
export type Expected<A extends string> = Readonly<Record<A, Outcome>>;

/** One operation or entity, and what each actor gets. */
export interface PermissionRow<S, A extends string> {
  readonly name: string;
  readonly expected: Expected<A>;
  /** What has to have happened before anybody asks. */
  readonly prepare?: (scene: S) => Promise<void>;
  readonly run: (scene: S, actor: A) => Promise<Outcome>;
}

/** Variables, or the fields of an input, from what there is in a scene. */
export type RowInput<S> = (scene: S) => Readonly<Record<string, unknown>>;

/** What a matrix is about. */
export interface Matrix<S, A extends string> {
  /** Everybody who may ask; of these `nobody` is not signed in. */
  readonly actors: readonly A[];
  /** The subgraph in which a scene is. */
  readonly subgraphOf: (scene: S) => SpokenTo;
  readonly viewerOf: (scene: S, actor: A) => Viewer | null;
}

/** What an answer amounts to; one that never came is empty. @throws Error where it is refused for several reasons */
export function outcomeOf(answer: Pick<TestAnswer, 'data' | 'errors'> | undefined): Outcome {
  if (!answer) return 'empty';
  const { data, errors } = answer;
  if (errors) {
    if (errors.length > 1) throw new Error(`Refused more than once: ${JSON.stringify(errors)}`);
    return errors[0]?.extensions['code'] as Outcome;
  }
  const [value] = Object.values(data as object) as [{ nodes?: unknown[] } | unknown[] | boolean | null];
  if (value === false) return 'false';
  if (value === null || (Array.isArray(value) && value[0] === null)) return 'null';
  return typeof value === 'object' && !Array.isArray(value) && value.nodes?.length === 0 ? 'empty' : 'ok';
}

/** Makes the rows of a subgraph's permission matrix; its makers can be taken out of it. */
export class PermissionRows<S, A extends string> {
  constructor(private readonly matrix: Matrix<S, A>) {}

  /** Everybody gets the same, but for those named, and for nobody, who has to sign in. */
  readonly all = (outcome: Outcome, others: Partial<Expected<A>> = {}): Expected<A> =>
    ({
      ...Object.fromEntries(this.matrix.actors.map((actor) => [actor, outcome])),
      nobody: 'UNAUTHENTICATED',
      ...others,
    }) as Expected<A>;

  /** What is asked for by a document with these variables. */
  readonly asking = (
    name: string,
    document: string,
    input: RowInput<S>,
    expected: Expected<A>,
  ): PermissionRow<S, A> => ({
    name,
    expected,
    run: async (scene, actor) => outcomeOf(await this.speaker(scene, actor).run(document, input(scene))),
  });

  readonly query = (
    name: string,
    document: string,
    input: RowInput<S>,
    expected: Expected<A>,
  ): PermissionRow<S, A> => this.asking(`Query.${name}`, document, input, expected);

  /** A mutation whose document is written out; a key is added to its input. */
  readonly mutating = (
    name: string,
    document: string,
    input: RowInput<S>,
    expected: Expected<A>,
    prepare?: PermissionRow<S, A>['prepare'],
  ): PermissionRow<S, A> => {
    const keyed: RowInput<S> = (scene) => ({ input: { ...input(scene), key: randomUUID() } });
    return { ...this.asking(`Mutation.${name}`, document, keyed, expected), ...(prepare && { prepare }) };
  };

  /** A mutation whose input is named for it; a key is added to its input. */
  readonly mutation = (
    name: string,
    fields: string,
    input: RowInput<S>,
    expected: Expected<A>,
    prepare?: PermissionRow<S, A>['prepare'],
  ): PermissionRow<S, A> => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`;
    return this.mutating(name, document, input, expected, prepare);
  };

  /** An entity, as the gateway asks for it by its id. */
  readonly entity = (name: string, id: (scene: S) => string, expected: Expected<A>): PermissionRow<S, A> => {
    const document = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on ${name} { id } } }`;
    return this.asking(
      name,
      document,
      (scene) => ({ refs: [{ __typename: name, id: id(scene) }] }),
      expected,
    );
  };

  /** A stream, by the first that it says. */
  readonly stream = (
    name: string,
    document: string,
    input: RowInput<S>,
    expected: Expected<A>,
    {
      meanwhile,
      outcome = outcomeOf,
    }: {
      /** What makes it speak, once it is followed; without it, it speaks at once, if only to say that it has caught up. */
      readonly meanwhile?: (scene: S) => Promise<unknown>;
      readonly outcome?: (answer: TestAnswer | undefined, scene: S) => Outcome;
    } = {},
  ): PermissionRow<S, A> => ({
    name: `Subscription.${name}`,
    expected,
    run: async (scene, actor) => {
      const events = this.speaker(scene, actor).follow(document, input(scene));
      const hearing = take(events, 1);
      await meanwhile?.(scene);
      const [first] = await hearing;
      await events.return();
      return outcome(first, scene);
    },
  });

  private speaker(scene: S, actor: A): ReturnType<SpokenTo['as']> {
    return this.matrix.subgraphOf(scene).as(this.matrix.viewerOf(scene, actor));
  }
}
