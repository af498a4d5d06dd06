import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const RECORDING = 'Id of the recording.';
const CONSENT = 'Id of the consent.';

@InputType({ description: 'What startRecording needs.' })
export class StartRecordingInput {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What stopRecording needs.' })
export class StopRecordingInput {
  @Field(() => ID, { description: RECORDING })
  readonly recordingId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What retryRecording needs.' })
export class RetryRecordingInput {
  @Field(() => ID, { description: RECORDING })
  readonly recordingId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What markRecording needs.' })
export class MarkRecordingInput {
  @Field(() => ID, { description: RECORDING })
  readonly recordingId!: string;

  @Field(() => String, { description: 'What begins now, up to 100 characters.' })
  readonly title!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What deleteRecording needs.' })
export class DeleteRecordingInput {
  @Field(() => ID, { description: RECORDING })
  readonly recordingId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What answerConsent needs.' })
export class AnswerConsentInput {
  @Field(() => ID, { description: CONSENT })
  readonly consentId!: string;

  @Field(() => Boolean, { description: 'Whether it is given.' })
  readonly give!: boolean;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What withdrawConsent needs.' })
export class WithdrawConsentInput {
  @Field(() => ID, { description: CONSENT })
  readonly consentId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
