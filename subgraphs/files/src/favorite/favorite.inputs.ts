import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What setFavorite needs.' })
export class SetFavoriteInput {
  @Field(() => ID, { description: 'Id of the node.' })
  readonly nodeId!: string;

  @Field(() => Boolean, { description: 'Whether it is one.' })
  readonly favorite!: boolean;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
