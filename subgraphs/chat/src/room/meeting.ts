import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Meeting of meetings', with what chat adds. Who may see it, meetings decides. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A room for media, such as that of a call.' })
export class Meeting {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}
