import { ArgsType, Field, Float, ID, ObjectType } from 'type-graphql';
import { Quality } from '../participant/participant.js';
import { Interval } from './interval.js';

@ObjectType({ description: "How one participant's connection was." })
export class ParticipantQuality {
  readonly participantId!: string; // for participant()

  @Field(() => Quality, { description: 'On average.' })
  readonly quality!: Quality;
}

@ObjectType({ description: 'How a meeting went.' })
export class QualityReport {
  readonly meetingId!: string; // for worst() and samples()

  @Field(() => Float, { description: 'Mean opinion score, 1 to 5, of all that was measured.' })
  readonly averageScore!: number;
}

@ArgsType()
export class SamplesArgs {
  @Field(() => ID, { nullable: true, description: 'Id of the participant; of everybody when left out.' })
  readonly participantId?: string | null;

  @Field(() => Interval, { description: 'Size of a step.' })
  readonly every!: Interval;
}
