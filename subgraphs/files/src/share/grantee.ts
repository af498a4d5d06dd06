import { isId } from '@parley/kit';
import { Directive, Field, ID, ObjectType, createUnionType } from 'type-graphql';
import type { GranteeKind } from '../access/rights.rules.js';
import { Team, User } from '../person/user.js';

const GLOBAL_ID = { description: 'Global id: opaque, typed, sortable by time.' };

/** Identity's Department; files only names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A part of an organisation.' })
export class Department {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** Identity's Role; files only names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'Permissions under one name.' })
export class Role {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** Identity's Organization; files only names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A company, school or other body whose people work together.' })
export class Organization {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** Identity's GuestPass; files only names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'What lets a guest in, to named things, for a time.' })
export class GuestPass {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** Chat's Channel, with what files adds. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A place where people talk.' })
export class Channel {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** With whom things can be shared: the prefix of the id, what is written down, and the type that clients see. */
const KINDS = [
  ['user', 'USER', 'User'],
  ['team', 'TEAM', 'Team'],
  ['department', 'DEPARTMENT', 'Department'],
  ['role', 'ROLE', 'Role'],
  ['channel', 'CHANNEL', 'Channel'],
  ['guest_pass', 'GUEST_PASS', 'GuestPass'],
  ['organization', 'ORGANIZATION', 'Organization'],
] as const satisfies readonly (readonly [string, GranteeKind, string])[];

/** What kind of thing an id names; null for what nothing can be shared with. */
export const granteeKindOf = (id: string): GranteeKind | null =>
  KINDS.find(([prefix]) => isId(prefix, id))?.[1] ?? null;

/** With whom something can be shared. */
export const Grantee = createUnionType({
  name: 'Grantee',
  description: 'With whom something can be shared.',
  types: () => [User, Team, Department, Role, Channel, GuestPass, Organization] as const,
  resolveType: ({ id }) => KINDS.find(([prefix]) => isId(prefix, id))?.[2],
});
