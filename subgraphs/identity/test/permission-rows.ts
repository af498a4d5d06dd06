import { randomUUID } from 'node:crypto';
import type { Person, Place, World } from './subgraph.js';

/** Who asks: nobody, a guest, an employee, the super admin, and the super admin of another organisation. */
export const WHO = ['stranger', 'guest', 'member', 'manager', 'otherOrganisation'] as const;
export type Who = (typeof WHO)[number];

/** What each of them is answered: null for yes, a code for no, HIDDEN for an answer that shows nothing. */
export type Answers = Readonly<Record<Who, string | null>>;

/** The people and things that every row is about; made anew for each, so that no row depends on another. */
export interface Scene {
  readonly world: World;
  readonly place: Place;
  readonly other: Place;
  readonly guest: Person;
  readonly member: Person;
  /** Somebody of the organisation who never asks. */
  readonly colleague: Person;
}

/** One operation or entity, for all who may ask. */
export interface PermissionRow {
  /** `Query.user`, `Mutation.signIn`, `Subscription.viewerEvents` or `Entity.User`. */
  readonly operation: string;
  readonly document: string;
  readonly variables: (scene: Scene, asker: Person | null) => Promise<object> | object;
  readonly answers: Answers;
}

/** What each of those who ask is answered, in their order. */
export const answers = (
  stranger: string | null,
  guest: string | null,
  member: string | null,
  manager: string | null,
  otherOrganisation: string | null,
): Answers => ({
  stranger,
  guest,
  member,
  manager,
  otherOrganisation,
});

/** Not signed in. */
export const U = 'UNAUTHENTICATED';
/** May not. */
export const F = 'FORBIDDEN';
/** Is not told that it exists. */
export const N = 'NOT_FOUND';
/** Sees nothing of it. */
export const H = 'HIDDEN';

/** Also for those who are not signed in. */
export const EVERYBODY = answers(null, null, null, null, null);
/** For whoever is signed in. */
export const SIGNED_IN = answers(U, null, null, null, null);
/** For the people of the organisation, without guests. */
export const MEMBERS = answers(U, H, null, null, H);
/** For those who manage what is there. */
export const MANAGERS_OF_THINGS = answers(U, N, F, null, N);
/** For those who may make such things. */
export const MANAGERS_OF_NEW_THINGS = answers(U, F, F, null, N);
/** Shown to those who manage it, and to nobody else. */
export const MANAGER_READS = answers(U, H, H, null, H);

/** A key that nobody used. */
export const key = () => randomUUID();

/** A query as a row. */
export const query = (
  field: string,
  document: string,
  variables: PermissionRow['variables'],
  expected: Answers,
): PermissionRow => ({
  operation: `Query.${field}`,
  document,
  variables,
  answers: expected,
});

/** A mutation as a row; a key is added to its input. */
export const mutation = (
  field: string,
  variables: (scene: Scene, asker: Person | null) => Promise<object> | object,
  expected: Answers,
  selection = '{ __typename }',
): PermissionRow => ({
  operation: `Mutation.${field}`,
  document: `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) ${selection} }`,
  variables: async (scene, asker) => ({ input: { key: key(), ...(await variables(scene, asker)) } }),
  answers: expected,
});

/** An entity as other subgraphs refer to it, as a row. */
export const entity = (
  type: string,
  reference: (scene: Scene) => Promise<object> | object,
  expected: Answers,
  field = 'id',
): PermissionRow => ({
  operation: `Entity.${type}`,
  document: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${field} } } }`,
  variables: async (scene) => ({ of: [{ __typename: type, ...(await reference(scene)) }] }),
  answers: expected,
});
