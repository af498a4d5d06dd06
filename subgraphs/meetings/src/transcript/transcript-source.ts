import { registerEnumType } from 'type-graphql';

/** Where a transcript came from. */
export const TranscriptSource = { IMPORTED: 'IMPORTED', PROVIDER: 'PROVIDER', CAPTIONS: 'CAPTIONS' } as const;
export type TranscriptSource = (typeof TranscriptSource)[keyof typeof TranscriptSource];

registerEnumType(TranscriptSource, {
  name: 'TranscriptSource',
  description: 'Where a transcript came from.',
  valuesConfig: {
    IMPORTED: { description: 'From a file.' },
    PROVIDER: { description: 'From a transcription provider.' },
    CAPTIONS: { description: "From browsers' captions." },
  },
});
