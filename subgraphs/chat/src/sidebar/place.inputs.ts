import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What setSidebarPlace needs; what is not named stays as it is.' })
export class SetSidebarPlaceInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Keep it at the top.' })
  readonly favorite?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Heading to put it under, up to 40 characters; null takes it out of the one it has.',
  })
  readonly section?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Leave it out.' })
  readonly hidden?: boolean | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
