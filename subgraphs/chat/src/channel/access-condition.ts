import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';

/** What a condition compares. */
export const AccessAttribute = {
  ROLE: 'ROLE',
  DEPARTMENT: 'DEPARTMENT',
  TEAM: 'TEAM',
  COUNTRY: 'COUNTRY',
  COURSE: 'COURSE',
} as const;
export type AccessAttribute = (typeof AccessAttribute)[keyof typeof AccessAttribute];

registerEnumType(AccessAttribute, {
  name: 'AccessAttribute',
  description: 'What a condition compares; may grow.',
  valuesConfig: {
    ROLE: { description: 'Ids of roles.' },
    DEPARTMENT: { description: 'Ids of departments.' },
    TEAM: { description: 'Ids of teams.' },
    COUNTRY: { description: 'Country codes.' },
    COURSE: { description: 'Ids of courses; nobody fits until courses are told of.' },
  },
});

/** One condition to find and join an open channel; all of a channel's must hold. */
@ObjectType({ description: 'One condition to find and join; all must hold.' })
export class AccessCondition {
  @Field(() => AccessAttribute, { description: 'What is compared.' })
  readonly attribute!: AccessAttribute;

  @Field(() => [String], { description: 'With what; one must fit. At most 100.' })
  readonly values!: readonly string[];
}

@InputType({ description: 'One condition to find and join.' })
export class AccessConditionInput {
  @Field(() => AccessAttribute, { description: 'What is compared.' })
  readonly attribute!: AccessAttribute;

  @Field(() => [String], { description: 'With what; one must fit. 1 to 100.' })
  readonly values!: string[];
}
