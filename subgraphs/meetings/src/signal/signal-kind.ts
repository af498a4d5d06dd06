import { registerEnumType } from 'type-graphql';

/** Steps of WebRTC signalling. */
export const SignalKind = {
  READY: 'READY',
  OFFER: 'OFFER',
  ANSWER: 'ANSWER',
  CANDIDATE: 'CANDIDATE',
  CANDIDATES_END: 'CANDIDATES_END',
  MOVED: 'MOVED',
} as const;
export type SignalKind = (typeof SignalKind)[keyof typeof SignalKind];

registerEnumType(SignalKind, {
  name: 'SignalKind',
  description: 'Steps of WebRTC signalling.',
  valuesConfig: {
    READY: { description: 'Listens from now on: offer to it, anew where something was offered before.' },
    OFFER: { description: 'An offer.' },
    ANSWER: { description: 'An answer.' },
    CANDIDATE: { description: 'A candidate.' },
    CANDIDATES_END: { description: 'No more candidates.' },
    MOVED: {
      description:
        'A device with this seat speaks now: one with a lower seat lets go. Never sent by devices.',
    },
  },
});
