import { registerEnumType } from 'type-graphql';

/** What somebody is told of in a channel or a thread. */
export const NotificationLevel = { ALL: 'ALL', MENTIONS: 'MENTIONS', NOTHING: 'NOTHING' } as const;
export type NotificationLevel = (typeof NotificationLevel)[keyof typeof NotificationLevel];

registerEnumType(NotificationLevel, {
  name: 'NotificationLevel',
  description: 'What somebody is told of in a channel or a thread.',
  valuesConfig: {
    ALL: { description: 'Every message.' },
    MENTIONS: { description: 'Mentions and replies.' },
    NOTHING: { description: 'Nothing.' },
  },
});
