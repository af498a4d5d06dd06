import { registerEnumType } from 'type-graphql';

/** Where a recording stands. */
export const RecordingState = {
  ASKING: 'ASKING',
  RUNNING: 'RUNNING',
  STOPPED: 'STOPPED',
  PROCESSING: 'PROCESSING',
  READY: 'READY',
  REFUSED: 'REFUSED',
  FAILED: 'FAILED',
} as const;
export type RecordingState = (typeof RecordingState)[keyof typeof RecordingState];

registerEnumType(RecordingState, {
  name: 'RecordingState',
  description: 'Where a recording stands.',
  valuesConfig: {
    ASKING: { description: 'Everybody present is being asked; nothing is written.' },
    RUNNING: { description: 'Being written, of those who agreed.' },
    STOPPED: { description: 'Stopped; soon it is made playable.' },
    PROCESSING: { description: 'Being made playable.' },
    READY: { description: 'Playable: see file.' },
    REFUSED: { description: 'It was not agreed to, or given up before it began; nothing was written.' },
    FAILED: { description: 'Nothing can be played: see failedBecause; retryRecording tries again.' },
  },
});

/** Where somebody's consent stands. */
export const ConsentState = {
  ASKED: 'ASKED',
  GIVEN: 'GIVEN',
  DECLINED: 'DECLINED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type ConsentState = (typeof ConsentState)[keyof typeof ConsentState];

registerEnumType(ConsentState, {
  name: 'ConsentState',
  description: "Where somebody's consent stands; may grow.",
  valuesConfig: {
    ASKED: { description: 'Waiting for an answer; silence means no.' },
    GIVEN: { description: 'Agreed.' },
    DECLINED: { description: 'Refused, or not answered in time.' },
    WITHDRAWN: { description: 'Taken back.' },
  },
});

/** What somebody is asked to agree to. */
export const ConsentPurpose = { RECORDING: 'RECORDING' } as const;
export type ConsentPurpose = (typeof ConsentPurpose)[keyof typeof ConsentPurpose];

registerEnumType(ConsentPurpose, {
  name: 'ConsentPurpose',
  description: 'What somebody is asked to agree to; may grow.',
  valuesConfig: { RECORDING: { description: 'Being recorded.' } },
});
