import { registerEnumType } from 'type-graphql';

/** Steps of WebRTC signalling. */
export const SignalKind = {
  LISTENING: 'LISTENING',
  READY: 'READY',
  OFFER: 'OFFER',
  ANSWER: 'ANSWER',
  CANDIDATE: 'CANDIDATE',
  CANDIDATES_END: 'CANDIDATES_END',
  RESTART: 'RESTART',
  MOVED: 'MOVED',
  LOST: 'LOST',
  KEYS: 'KEYS',
} as const;
export type SignalKind = (typeof SignalKind)[keyof typeof SignalKind];

registerEnumType(SignalKind, {
  name: 'SignalKind',
  description: 'Steps of WebRTC signalling.',
  valuesConfig: {
    LISTENING: {
      description:
        'The first of every stream, and again where it was mended: what is signalled from now on arrives. To another device say READY then; a media server offers by itself. Never sent by devices.',
    },
    READY: {
      description:
        'Listens from now on: offer to it, anew where something was offered before. To the media server: what you have offered has not come, or the seat is a new one; offer what the others send.',
    },
    OFFER: { description: 'An offer.' },
    ANSWER: { description: 'An answer.' },
    CANDIDATE: { description: 'A candidate.' },
    CANDIDATES_END: { description: 'No more candidates.' },
    RESTART: {
      description:
        'To the media server: the network has changed, offer what I receive with ICE begun anew. From it: what is sent has broken, offer it anew on a new connection.',
    },
    MOVED: {
      description:
        'A device with this seat speaks now: one with a lower seat lets go. Never sent by devices.',
    },
    KEYS: {
      description:
        'Somebody sealed a key for this device: read Meeting.viewerMediaKeys. Never sent by devices.',
    },
    LOST: {
      description:
        'The media server has this seat no more: take a new one with renewMediaSeat, and say READY. Never sent by devices.',
    },
  },
});
