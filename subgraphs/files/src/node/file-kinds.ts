import { registerEnumType } from 'type-graphql';

export { ScanState } from '@parley/kit';

/** What somebody may be given to do with a file or folder. */
export const FileRight = {
  VIEW: 'VIEW',
  COMMENT: 'COMMENT',
  EDIT: 'EDIT',
  SHARE: 'SHARE',
  DOWNLOAD: 'DOWNLOAD',
  UPLOAD: 'UPLOAD',
} as const;
export type FileRight = (typeof FileRight)[keyof typeof FileRight];

registerEnumType(FileRight, {
  name: 'FileRight',
  description: 'What somebody may do with a file or folder.',
  valuesConfig: {
    VIEW: { description: 'Look at it.' },
    COMMENT: { description: 'Comment on it.' },
    EDIT: { description: 'Change it.' },
    SHARE: { description: 'Share it on.' },
    DOWNLOAD: { description: 'Keep a copy.' },
    UPLOAD: { description: 'Add to it, unseen.' },
  },
});

/** How widely something is shared. */
export const Sharing = {
  PRIVATE: 'PRIVATE',
  RESTRICTED: 'RESTRICTED',
  TEMPORARY: 'TEMPORARY',
  PUBLIC: 'PUBLIC',
} as const;
export type Sharing = (typeof Sharing)[keyof typeof Sharing];

registerEnumType(Sharing, {
  name: 'Sharing',
  description: 'How widely something is shared.',
  valuesConfig: {
    PRIVATE: { description: 'With named people.' },
    RESTRICTED: { description: 'With named people, and limited in what they may do.' },
    TEMPORARY: { description: 'For a time.' },
    PUBLIC: { description: 'With everyone.' },
  },
});
