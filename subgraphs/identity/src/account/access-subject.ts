import { PersonNowScalar, type PersonNow } from '@parley/kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** How other subgraphs learn who somebody is now, to explain what that person may do there. */
@Directive('@inaccessible')
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Whom an explanation is about.' })
export class AccessSubject {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly id!: string;

  @Field(() => PersonNowScalar, { nullable: true, description: 'Who that is now.' })
  readonly now!: PersonNow;
}
