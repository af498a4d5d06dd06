import { registerEnumType } from 'type-graphql';

/** Whom somebody may call. */
export const CallScope = {
  EVERYONE: 'EVERYONE',
  SHARED_CHANNELS: 'SHARED_CHANNELS',
  TEAM: 'TEAM',
  NOBODY: 'NOBODY',
} as const;
export type CallScope = (typeof CallScope)[keyof typeof CallScope];

registerEnumType(CallScope, {
  name: 'CallScope',
  description: 'Whom somebody may call.',
  valuesConfig: {
    EVERYONE: { description: 'Everyone in the organisation.' },
    SHARED_CHANNELS: { description: 'People in a channel that they are in too.' },
    TEAM: { description: 'People of a team that they are in too.' },
    NOBODY: { description: 'Nobody.' },
  },
});
