import { ClientKeyScalar } from '@parley/kit';
import { Field, Float, ID, InputType } from 'type-graphql';

const KEY = { description: 'Client-chosen key: the same key gives the same answer.' };
const PARTICIPANT = { description: "Id of the viewer's participant." };

@InputType({ description: 'What reactInMeeting needs.' })
export class ReactInMeetingInput {
  @Field(() => ID, PARTICIPANT)
  readonly participantId!: string;

  @Field(() => String, { description: 'A character: one emoji.' })
  readonly emoji!: string;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What point needs.' })
export class PointInput {
  @Field(() => ID, PARTICIPANT)
  readonly participantId!: string;

  @Field(() => Float, { description: 'Across the shared screen, 0 to 1.' })
  readonly x!: number;

  @Field(() => Float, { description: 'Down the shared screen, 0 to 1.' })
  readonly y!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Ongoing drawing it belongs to, up to 40 characters; left out by who only points.',
  })
  readonly stroke?: string | null;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}
