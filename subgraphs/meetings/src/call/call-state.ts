import { registerEnumType } from 'type-graphql';

/** Where a call stands. */
export const CallState = {
  RINGING: 'RINGING',
  ACTIVE: 'ACTIVE',
  HELD: 'HELD',
  TRANSFERRING: 'TRANSFERRING',
  GROWN: 'GROWN',
  ENDED: 'ENDED',
  MISSED: 'MISSED',
  REJECTED: 'REJECTED',
  BUSY: 'BUSY',
  CANCELLED: 'CANCELLED',
  FAILED: 'FAILED',
} as const;
export type CallState = (typeof CallState)[keyof typeof CallState];

registerEnumType(CallState, {
  name: 'CallState',
  description: 'Where a call stands.',
  valuesConfig: {
    RINGING: { description: 'Ringing.' },
    ACTIVE: { description: 'Talking.' },
    HELD: { description: 'On hold.' },
    TRANSFERRING: { description: 'On hold while it is being handed over to somebody.' },
    GROWN: { description: 'It goes on in its meeting, as a room: more than two talk, or it is recorded.' },
    ENDED: { description: 'Over, after it was answered.' },
    MISSED: { description: 'Nobody answered.' },
    REJECTED: { description: 'Declined.' },
    BUSY: { description: 'They were busy.' },
    CANCELLED: { description: 'Given up before it was answered.' },
    FAILED: { description: 'Broke: one of the two was lost and did not come back.' },
  },
});

/** Why a call that was answered is over. */
export const CallEnding = { HUNG_UP: 'HUNG_UP', LOST: 'LOST', TRANSFERRED: 'TRANSFERRED' } as const;
export type CallEnding = (typeof CallEnding)[keyof typeof CallEnding];

registerEnumType(CallEnding, {
  name: 'CallEnding',
  description: 'Why a call that was answered is over.',
  valuesConfig: {
    HUNG_UP: { description: 'One of the two hung up.' },
    LOST: { description: 'One of the two was lost and did not come back.' },
    TRANSFERRED: { description: 'It was handed over: see transferredTo.' },
  },
});
