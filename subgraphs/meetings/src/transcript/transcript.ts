import { Node, PageArgs, connectionOf } from '@parley/kit';
import { ArgsType, Directive, Field, ID, ObjectType } from 'type-graphql';
import { TranscriptSource } from './transcript-source.js';

@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node],
  description: 'What was said in a meeting: of each part of it what the best source has.',
})
export class Transcript extends Node {
  readonly meetingId!: string; // for meeting()

  @Field(() => TranscriptSource, {
    description: 'Where it came from; where its parts came from several, the best of them.',
  })
  readonly source!: TranscriptSource;

  @Field(() => String, { nullable: true, description: 'Language, BCP 47; null where nobody said.' })
  readonly language!: string | null;
}

@ObjectType({ description: 'Words of one speaker.' })
export class TranscriptSegment {
  readonly speakerId!: string | null; // for speaker()
  readonly startMs!: number; // for startSeconds()
  readonly endMs!: number; // for endSeconds()

  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'How they are called; empty where nobody knows.' })
  readonly speakerName!: string;

  @Field(() => String, { description: 'The text.' })
  readonly text!: string;
}

export const TranscriptSegmentConnection = connectionOf(
  () => TranscriptSegment,
  'TranscriptSegment',
  'transcript segments',
);

@ArgsType()
export class SegmentArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only with these words, each at least the beginning of one; up to 200 characters.',
  })
  readonly text?: string | null;
}
