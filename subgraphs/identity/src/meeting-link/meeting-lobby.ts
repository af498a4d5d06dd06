import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Meetings' entity: identity adds whose it is. */
@Directive('@key(fields: "meetingId organizationId")')
@ObjectType({ description: 'What whoever holds its link sees of a meeting before they come in.' })
export class MeetingLobby {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  @Directive('@inaccessible')
  @Field(() => ID, { description: 'Id of the organisation.' })
  readonly organizationId!: string;

  @Field(() => String, { description: 'Whose meeting it is.' })
  readonly organizationName!: string;
}
