import { PageArgs, connectionOf } from '@parley/kit';
import { ArgsType, Field, ObjectType } from 'type-graphql';
import { TranscriptSegment } from './transcript.js';

@ObjectType({ description: 'Words of a meeting that fit.' })
export class TranscriptMatch {
  readonly meetingId!: string; // for meeting()

  @Field(() => TranscriptSegment, { description: 'The words.' })
  readonly segment!: TranscriptSegment;
}

export const TranscriptMatchConnection = connectionOf(
  () => TranscriptMatch,
  'TranscriptMatch',
  'words that fit',
);

@ArgsType()
export class MatchArgs extends PageArgs {
  @Field(() => String, {
    description: 'Words that all have to be there, each at least the beginning of one; up to 200 characters.',
  })
  readonly text!: string;
}
