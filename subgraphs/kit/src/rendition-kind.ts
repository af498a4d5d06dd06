import { registerEnumType } from 'type-graphql';

/** Kinds of what is made from files; told by chat as well, on the messages that show files. */
export const RenditionKind = {
  THUMBNAIL: 'THUMBNAIL',
  PREVIEW: 'PREVIEW',
  POSTER: 'POSTER',
  STREAM: 'STREAM',
  WAVEFORM: 'WAVEFORM',
  PDF: 'PDF',
  TEXT: 'TEXT',
} as const;
export type RenditionKind = (typeof RenditionKind)[keyof typeof RenditionKind];

registerEnumType(RenditionKind, {
  name: 'RenditionKind',
  description: 'Kinds of renditions.',
  valuesConfig: {
    THUMBNAIL: { description: 'Small.' },
    PREVIEW: { description: 'Large.' },
    POSTER: { description: 'One frame of a film.' },
    STREAM: { description: 'A film or sound that every browser plays.' },
    WAVEFORM: { description: 'The shape of a sound.' },
    PDF: { description: 'As PDF.' },
    TEXT: { description: 'As plain text; form feeds divide pages.' },
  },
});
