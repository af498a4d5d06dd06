import { registerEnumType } from 'type-graphql';

/** What kind of thing a file holds; told by chat as well, on the messages that show files. */
export const FileKind = {
  DOCUMENT: 'DOCUMENT',
  IMAGE: 'IMAGE',
  VIDEO: 'VIDEO',
  AUDIO: 'AUDIO',
  ARCHIVE: 'ARCHIVE',
  CODE: 'CODE',
  SPREADSHEET: 'SPREADSHEET',
  PRESENTATION: 'PRESENTATION',
  OTHER: 'OTHER',
} as const;
export type FileKind = (typeof FileKind)[keyof typeof FileKind];

registerEnumType(FileKind, {
  name: 'FileKind',
  description: 'What kind of thing a file holds, by its content and its name; may grow.',
  valuesConfig: {
    DOCUMENT: { description: 'A text.' },
    IMAGE: { description: 'A picture.' },
    VIDEO: { description: 'A film.' },
    AUDIO: { description: 'Sound.' },
    ARCHIVE: { description: 'Packed files.' },
    CODE: { description: 'A program.' },
    SPREADSHEET: { description: 'A table.' },
    PRESENTATION: { description: 'Slides.' },
    OTHER: { description: 'Something else.' },
  },
});
