import { registerEnumType } from 'type-graphql';

/** Kinds of meetings. */
export const MeetingKind = {
  CALL: 'CALL',
  INSTANT: 'INSTANT',
  SCHEDULED: 'SCHEDULED',
  PERMANENT: 'PERMANENT',
  WEBINAR: 'WEBINAR',
  BREAKOUT: 'BREAKOUT',
} as const;
export type MeetingKind = (typeof MeetingKind)[keyof typeof MeetingKind];

registerEnumType(MeetingKind, {
  name: 'MeetingKind',
  description: 'Kinds of meetings; may grow.',
  valuesConfig: {
    CALL: { description: 'The room of a call.' },
    INSTANT: { description: 'Begun now; over once nobody has been in it for a while.' },
    SCHEDULED: { description: 'Planned for a time.' },
    PERMANENT: { description: 'Always there.' },
    WEBINAR: { description: 'Few speak, many listen.' },
    BREAKOUT: { description: 'A part of another meeting.' },
  },
});

/** How media flows. */
export const MediaMode = { PEER: 'PEER', ROUTED: 'ROUTED', UNAVAILABLE: 'UNAVAILABLE' } as const;
export type MediaMode = (typeof MediaMode)[keyof typeof MediaMode];

registerEnumType(MediaMode, {
  name: 'MediaMode',
  description: 'How media flows; may grow.',
  valuesConfig: {
    PEER: { description: 'Directly between two, encrypted from device to device.' },
    ROUTED: { description: 'Through a media server of our own.' },
    UNAVAILABLE: {
      description: 'No media server is there: the room opens, but nobody is heard or seen in it.',
    },
  },
});

/** Where a meeting stands. */
export const MeetingState = { IDLE: 'IDLE', LIVE: 'LIVE', ENDED: 'ENDED', FAILED: 'FAILED' } as const;
export type MeetingState = (typeof MeetingState)[keyof typeof MeetingState];

registerEnumType(MeetingState, {
  name: 'MeetingState',
  description: 'Where a meeting stands.',
  valuesConfig: {
    IDLE: { description: 'It has not begun, or nobody is in it.' },
    LIVE: { description: 'Running.' },
    ENDED: { description: 'Over.' },
    FAILED: { description: 'The media server broke: join again.' },
  },
});
