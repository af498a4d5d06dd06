import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node, connectionOf } from '@parley/kit';

@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'People who work together.' })
export class Team {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;
}

export const TeamConnection = connectionOf(() => Team, 'Team', 'teams');
