import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { Field, Float, ID, InputType } from 'type-graphql';

@InputType({ description: 'What addCaption needs.' })
export class AddCaptionInput {
  @Field(() => ID, { description: "Id of the viewer's participant: words are their own, and nobody else's." })
  readonly participantId!: string;

  @Field(() => String, { description: 'What they have just said, up to 1,000 characters.' })
  readonly text!: string;

  @Field(() => Float, { description: 'How long it took to say, in seconds, up to 60.' })
  readonly seconds!: number;

  @Field(() => String, { nullable: true, description: 'Language, BCP 47.' })
  readonly language?: string | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}

@InputType({ description: 'What importTranscript needs.' })
export class ImportTranscriptInput {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  @Field(() => String, { description: 'What the file says: WebVTT or SubRip, up to 200,000 characters.' })
  readonly text!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When what the file says begins; when the meeting last began, where nothing is said.',
  })
  readonly startsAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Language, BCP 47.' })
  readonly language?: string | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
