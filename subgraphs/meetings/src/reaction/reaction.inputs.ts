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

@InputType({ description: 'A place on a shared screen.' })
export class ScreenPlaceInput {
  @Field(() => Float, { description: 'Across, 0 to 1.' })
  readonly x!: number;

  @Field(() => Float, { description: 'Down, 0 to 1.' })
  readonly y!: number;
}

@InputType({ description: 'What point needs.' })
export class PointInput {
  @Field(() => ID, PARTICIPANT)
  readonly participantId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the participant whose screen it is; left out where only one is shared.',
  })
  readonly sharerId?: string | null;

  @Field(() => Float, { description: 'Across the shared screen, 0 to 1.' })
  readonly x!: number;

  @Field(() => Float, { description: 'Down the shared screen, 0 to 1.' })
  readonly y!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Ongoing drawing it belongs to, up to 40 characters; left out by who only points.',
  })
  readonly stroke?: string | null;

  @Field(() => [ScreenPlaceInput], {
    nullable: true,
    description: 'The way there since it was told last, the oldest first: at most 32.',
  })
  readonly via?: readonly ScreenPlaceInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True where they point no longer, and nothing is shown of it.',
  })
  readonly done?: boolean | null;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}
