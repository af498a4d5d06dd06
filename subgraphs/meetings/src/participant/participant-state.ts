import { registerEnumType } from 'type-graphql';

/** Where somebody stands in a meeting. */
export const ParticipantState = {
  WAITING: 'WAITING',
  JOINED: 'JOINED',
  RECONNECTING: 'RECONNECTING',
  LEFT: 'LEFT',
  DENIED: 'DENIED',
  REMOVED: 'REMOVED',
} as const;
export type ParticipantState = (typeof ParticipantState)[keyof typeof ParticipantState];

registerEnumType(ParticipantState, {
  name: 'ParticipantState',
  description: 'Where somebody stands in a meeting.',
  valuesConfig: {
    WAITING: { description: 'In the lobby.' },
    JOINED: { description: 'In.' },
    RECONNECTING: { description: 'Lost for a moment.' },
    LEFT: { description: 'Gone.' },
    DENIED: { description: 'Turned away.' },
    REMOVED: { description: 'Removed.' },
  },
});

/** What somebody may do in a meeting. */
export const ParticipantRole = {
  HOST: 'HOST',
  COHOST: 'COHOST',
  PRESENTER: 'PRESENTER',
  PARTICIPANT: 'PARTICIPANT',
  GUEST: 'GUEST',
} as const;
export type ParticipantRole = (typeof ParticipantRole)[keyof typeof ParticipantRole];

registerEnumType(ParticipantRole, {
  name: 'ParticipantRole',
  description: 'What somebody may do in a meeting.',
  valuesConfig: {
    HOST: { description: 'Everything.' },
    COHOST: { description: 'Nearly everything.' },
    PRESENTER: { description: 'Speak and show, whatever others may.' },
    PARTICIPANT: { description: 'Take part.' },
    GUEST: { description: 'Take part, invited by link.' },
  },
});
