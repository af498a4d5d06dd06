import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** Where the words of a recording stand. */
export const TranscriptionState = { WAITING: 'WAITING', DONE: 'DONE', FAILED: 'FAILED' } as const;
export type TranscriptionState = (typeof TranscriptionState)[keyof typeof TranscriptionState];

registerEnumType(TranscriptionState, {
  name: 'TranscriptionState',
  description: 'Where the words of a recording stand.',
  valuesConfig: {
    WAITING: { description: 'The transcription provider is asked for them, again where it did not answer.' },
    DONE: { description: 'They are in the transcript of the meeting.' },
    FAILED: { description: 'The transcription provider did not give them, and is not asked any more.' },
  },
});

@ObjectType({
  description: 'What became of the words of a recording, which a transcription provider is asked for.',
})
export class Transcription {
  @Field(() => TranscriptionState, { description: 'Where they stand.' })
  readonly state!: TranscriptionState;

  @Field(() => String, {
    nullable: true,
    description: 'Why they are not all there, in a sentence; null where nothing went wrong.',
  })
  readonly because!: string | null;
}
