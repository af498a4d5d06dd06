import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What importTranscript needs.' })
export class ImportTranscriptInput {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  @Field(() => String, { description: 'What the file says: WebVTT or SubRip, up to 200,000 characters.' })
  readonly text!: string;

  @Field(() => String, { nullable: true, description: 'Language, BCP 47.' })
  readonly language?: string | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
