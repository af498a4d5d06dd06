import { registerEnumType } from 'type-graphql';

/** What the virus scan says. */
export const ScanState = {
  WAITING: 'WAITING',
  SCANNING: 'SCANNING',
  CLEAN: 'CLEAN',
  UNSCANNED: 'UNSCANNED',
  INFECTED: 'INFECTED',
  UNSCANNABLE: 'UNSCANNABLE',
} as const;
export type ScanState = (typeof ScanState)[keyof typeof ScanState];

registerEnumType(ScanState, {
  name: 'ScanState',
  description: 'What the virus scan says.',
  valuesConfig: {
    WAITING: { description: 'Not scanned yet.' },
    SCANNING: { description: 'Being scanned.' },
    CLEAN: { description: 'Clean.' },
    UNSCANNED: {
      description:
        'Passed by policy without a scan: no scanner is set up, or policy allows what none can look into.',
    },
    INFECTED: { description: 'Infected and locked away.' },
    UNSCANNABLE: { description: 'Sealed or too large: stays in quarantine unless policy allows.' },
  },
});

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
