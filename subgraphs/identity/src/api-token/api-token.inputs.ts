import { Field, ID, InputType } from 'type-graphql';
import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { TokenScope } from './api-token.js';

@InputType({ description: 'What createApiToken needs.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string;

  @Field(() => [TokenScope], { description: 'What it may do.' })
  readonly scopes!: readonly TokenScope[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends.' })
  readonly expiresAt?: Date | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What revokeApiToken needs.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'Which token.' })
  readonly tokenId!: string;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}
