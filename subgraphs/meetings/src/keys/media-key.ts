import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A media key that another device sealed for this one; nobody else can open it.' })
export class SealedMediaKey {
  @Field(() => ID, { description: 'Id of the participant whose media it opens, and whose device sealed it.' })
  readonly fromParticipantId!: string;

  @Field(() => Int, { description: 'The epoch that it was sealed in.' })
  readonly epoch!: number;

  @Field(() => String, { description: 'The sealed key, base64url.' })
  readonly sealed!: string;
}
