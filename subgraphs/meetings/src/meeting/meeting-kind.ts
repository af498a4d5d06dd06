import { registerEnumType } from 'type-graphql';

/** Kinds of meetings. */
export const MeetingKind = { CALL: 'CALL' } as const;
export type MeetingKind = (typeof MeetingKind)[keyof typeof MeetingKind];

registerEnumType(MeetingKind, {
  name: 'MeetingKind',
  description: 'Kinds of meetings; may grow.',
  valuesConfig: { CALL: { description: 'The room of a call.' } },
});

/** How media flows. */
export const MediaMode = { PEER: 'PEER' } as const;
export type MediaMode = (typeof MediaMode)[keyof typeof MediaMode];

registerEnumType(MediaMode, {
  name: 'MediaMode',
  description: 'How media flows; may grow.',
  valuesConfig: { PEER: { description: 'Directly between two, encrypted from device to device.' } },
});

/** Where a meeting stands. */
export const MeetingState = { IDLE: 'IDLE', LIVE: 'LIVE', ENDED: 'ENDED' } as const;
export type MeetingState = (typeof MeetingState)[keyof typeof MeetingState];

registerEnumType(MeetingState, {
  name: 'MeetingState',
  description: 'Where a meeting stands.',
  valuesConfig: {
    IDLE: { description: 'It has not begun.' },
    LIVE: { description: 'Running.' },
    ENDED: { description: 'Over.' },
  },
});
