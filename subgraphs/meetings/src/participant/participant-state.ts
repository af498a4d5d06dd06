import { registerEnumType } from 'type-graphql';

/** Where somebody stands in a meeting. */
export const ParticipantState = { JOINED: 'JOINED', RECONNECTING: 'RECONNECTING', LEFT: 'LEFT' } as const;
export type ParticipantState = (typeof ParticipantState)[keyof typeof ParticipantState];

registerEnumType(ParticipantState, {
  name: 'ParticipantState',
  description: 'Where somebody stands in a meeting.',
  valuesConfig: {
    JOINED: { description: 'In.' },
    RECONNECTING: { description: 'Lost for a moment.' },
    LEFT: { description: 'Gone.' },
  },
});
