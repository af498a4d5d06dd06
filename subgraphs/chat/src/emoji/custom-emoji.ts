import { Node } from '@parley/kit';
import { Directive, Field, ObjectType } from 'type-graphql';

/** An emoji of the organisation. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'An emoji of the organisation, written as :name:.' })
export class CustomEmoji {
  readonly id!: string;

  @Field(() => String, { description: 'Its name, without the colons.' })
  readonly name!: string;

  readonly fileId!: string; // for imageUrl()
  readonly createdById!: string; // for createdBy()
}
