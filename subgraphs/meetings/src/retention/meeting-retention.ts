import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'For how long is kept what stays of meetings: who attended, how connections were, and what was said.',
})
export class MeetingRetention {
  @Field(() => Int, { description: 'How long, in days.' })
  readonly keepDays!: number;

  @Field(() => Boolean, { description: 'Whether nobody chose it.' })
  readonly isDefault!: boolean;
}
