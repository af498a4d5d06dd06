import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar, Node, connectionOf } from '@parley/kit';

/** A reason to keep data whatever retention and erasure say, told to every part of the product that keeps data. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'A reason to keep data whatever else says.' })
export class LegalHold {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { description: 'Why, in words for people.' })
  readonly reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  readonly placedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it holds.' })
  readonly liftedAt!: Date | null;

  // Not fields: for users(), channels() and placedBy().
  readonly userIds!: readonly string[];
  readonly channelIds!: readonly string[];
  readonly placedById!: string;
}

/** A page of legal holds. */
export const LegalHoldConnection = connectionOf(() => LegalHold, 'LegalHold', 'legal holds');
