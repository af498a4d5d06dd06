import { DateTimeScalar } from '@parley/kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "meetingId organizationId", resolvable: false)')
@ObjectType({ description: 'What whoever holds its link sees of a meeting before they come in.' })
export class MeetingLobby {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  // Identity says whose meeting it is, and needs no more of it than this.
  @Directive('@inaccessible')
  @Field(() => ID, { description: 'Id of the organisation.' })
  readonly organizationId!: string;

  @Field(() => String, { description: 'Its title.' })
  readonly title!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is planned to begin.' })
  readonly startsAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is planned to end.' })
  readonly endsAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether it runs.' })
  readonly live!: boolean;

  @Field(() => Boolean, { description: 'Whether guests may come: those without an account.' })
  readonly guests!: boolean;
}
