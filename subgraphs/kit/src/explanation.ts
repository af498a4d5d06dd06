import { GraphQLScalarType } from 'graphql';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Viewer } from './viewer.js';

/** What kind of rule decides over access; one vocabulary for the whole product. */
export const AccessRule = {
  OWNER: 'OWNER',
  MEMBERSHIP: 'MEMBERSHIP',
  ROLE: 'ROLE',
  ATTRIBUTE: 'ATTRIBUTE',
  SHARE: 'SHARE',
  INHERITED: 'INHERITED',
  GUEST_PASS: 'GUEST_PASS',
  ORGANIZATION_POLICY: 'ORGANIZATION_POLICY',
  ACCOUNT: 'ACCOUNT',
  EXCLUSION: 'EXCLUSION',
  STATE: 'STATE',
  NONE: 'NONE',
} as const;
export type AccessRule = (typeof AccessRule)[keyof typeof AccessRule];

registerEnumType(AccessRule, {
  name: 'AccessRule',
  description: 'What kind of rule it is; may grow.',
  valuesConfig: {
    OWNER: { description: "It is theirs, or somebody else's." },
    MEMBERSHIP: { description: 'They belong to it, or do not.' },
    ROLE: { description: 'A role grants it.' },
    ATTRIBUTE: { description: 'Role, department, team or country match, or do not.' },
    SHARE: { description: 'It was shared with them, or was not.' },
    INHERITED: { description: 'What it stands in decides.' },
    GUEST_PASS: { description: 'A guest pass names it, or does not.' },
    ORGANIZATION_POLICY: { description: 'The organisation decides.' },
    ACCOUNT: { description: 'Their account lets nobody in.' },
    EXCLUSION: { description: 'They were shut out.' },
    STATE: { description: 'The thing itself does not allow it now: archived, deleted, too old.' },
    NONE: { description: 'Nothing grants it.' },
  },
});

/** One rule on the way to the answer. */
@Directive('@shareable')
@ObjectType({ description: 'One rule on the way to the answer.' })
export class AccessStep {
  @Field(() => Boolean, { description: 'Whether it speaks for access.' })
  readonly allows!: boolean;

  @Field(() => AccessRule, { description: 'What kind of rule it is.' })
  readonly rule!: AccessRule;

  @Field(() => String, { description: 'The rule in a sentence.' })
  readonly text!: string;

  @Field(() => ID, { nullable: true, description: 'The node that the rule comes from.' })
  readonly sourceId!: string | null;
}

/** Why somebody may or may not do something. */
export interface Explained {
  readonly allowed: boolean;
  readonly decidedBy: AccessStep;
  /** In order, the one that decides last. */
  readonly steps: readonly AccessStep[];
}

/** What the rules of every subgraph ask of a person, as they would be let in at this moment. */
export interface PersonNow {
  /** Null for somebody who would not be let in. */
  readonly viewer: Viewer | null;
  /** Why not, in a sentence; null where they would. */
  readonly barredBecause: string | null;
}

/** Passes between subgraphs as it is; clients never see it. */
export const PersonNowScalar = new GraphQLScalarType<unknown, object>({
  name: 'PersonNow',
  description: 'What the rules of every subgraph ask of a person.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  extensions: { directives: { inaccessible: {} } },
  serialize: (value) => value as object,
});
