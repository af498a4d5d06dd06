import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What rescanFile needs.' })
export class RescanFileInput {
  @Field(() => ID, { description: 'Id of the file.' })
  readonly fileId!: string;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
