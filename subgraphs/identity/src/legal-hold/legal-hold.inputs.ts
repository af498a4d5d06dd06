import { ClientKeyScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

/** A page of legal holds. */
@ArgsType()
export class LegalHoldsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Those that ended instead of those that hold.' })
  readonly lifted?: boolean | null;
}

@InputType({ description: 'What placeLegalHold needs.' })
export class PlaceLegalHoldInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => [ID], { nullable: true, description: 'Ids of the users whose data is kept; at most 100.' })
  readonly userIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of the channels that are kept; at most 100.' })
  readonly channelIds?: string[] | null;

  @Field(() => String, { description: 'Why, in words for people; 1 to 1,000 characters.' })
  readonly reason!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What liftLegalHold needs.' })
export class LiftLegalHoldInput {
  @Field(() => ID, { description: 'Id of the hold.' })
  readonly holdId!: string;

  @Field(() => String, { description: 'Why, in words for people; 1 to 1,000 characters.' })
  readonly reason!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
