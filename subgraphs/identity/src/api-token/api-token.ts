import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node } from '@parley/kit';

/** What an API token may do. */
export const TokenScope = { READ: 'READ', WRITE: 'WRITE' } as const;
export type TokenScope = (typeof TokenScope)[keyof typeof TokenScope];

registerEnumType(TokenScope, {
  name: 'TokenScope',
  description: "What an API token may do; the owner's permissions still bound it.",
  valuesConfig: {
    READ: { description: 'Read whatever its owner may read.' },
    WRITE: { description: 'Change whatever its owner may change.' },
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  description: 'A secret with which a program acts for its owner, within scopes.',
})
export class ApiToken {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string;

  @Field(() => [TokenScope], { description: 'What it may do.' })
  readonly scopes!: readonly TokenScope[];

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null when it does not.' })
  readonly expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used.' })
  readonly lastUsedAt!: Date | null;
}

@ObjectType({ description: 'A new API token with its secret, which is shown this once.' })
export class CreatedApiToken {
  @Field(() => ApiToken, { description: 'The token.' })
  readonly token!: ApiToken;

  @Field(() => String, { description: 'The secret, to be sent as a bearer.' })
  readonly secret!: string;
}
