import { registerEnumType } from 'type-graphql';

/** What the virus scan says of a file; told by chat as well, on the messages that show files. */
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
