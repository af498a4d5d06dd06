import { ClientKeyScalar } from '@parley/kit';
import { Field, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What setReadReceipts needs.' })
export class SetReadReceiptsInput {
  @Field(() => Boolean, { description: 'Whether the viewer shows how far they have read.' })
  readonly shown!: boolean;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What setOrganizationReadReceipts needs.' })
export class SetOrganizationReadReceiptsInput {
  @Field(() => Boolean, {
    description: 'Whether people of the organisation may show how far they have read.',
  })
  readonly shown!: boolean;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
