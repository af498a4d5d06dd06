import { registerEnumType } from 'type-graphql';

/** What somebody did with a file. */
export const FileActivityKind = {
  UPLOADED: 'UPLOADED',
  VIEWED: 'VIEWED',
  DOWNLOADED: 'DOWNLOADED',
  EDITED: 'EDITED',
  SHARED: 'SHARED',
  UNSHARED: 'UNSHARED',
  COMMENTED: 'COMMENTED',
  MOVED: 'MOVED',
  TRASHED: 'TRASHED',
  RESTORED: 'RESTORED',
  SCANNED: 'SCANNED',
} as const;
export type FileActivityKind = (typeof FileActivityKind)[keyof typeof FileActivityKind];

registerEnumType(FileActivityKind, {
  name: 'FileActivityKind',
  description: 'What somebody did with a file.',
  valuesConfig: {
    UPLOADED: { description: 'Uploaded.' },
    VIEWED: { description: 'Looked.' },
    DOWNLOADED: { description: 'Downloaded.' },
    EDITED: { description: 'Changed.' },
    SHARED: { description: 'Shared.' },
    UNSHARED: { description: 'Ended a share.' },
    COMMENTED: { description: 'Commented.' },
    MOVED: { description: 'Moved.' },
    TRASHED: { description: 'Threw away.' },
    RESTORED: { description: 'Brought back.' },
    SCANNED: { description: 'Was scanned.' },
  },
});
