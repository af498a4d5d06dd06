import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Call of meetings'; chat only names it. Who may see it, meetings decides. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'Somebody rings somebody; the talking happens in its meeting.' })
export class Call {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}
