import { DateTimeScalar } from '@parley/kit';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** Whether to disturb somebody. */
export const PresenceState = {
  ONLINE: 'ONLINE',
  AWAY: 'AWAY',
  BUSY: 'BUSY',
  DO_NOT_DISTURB: 'DO_NOT_DISTURB',
  OFFLINE: 'OFFLINE',
} as const;
export type PresenceState = (typeof PresenceState)[keyof typeof PresenceState];

registerEnumType(PresenceState, {
  name: 'PresenceState',
  description: 'Whether to disturb somebody.',
  valuesConfig: {
    ONLINE: { description: 'Here.' },
    AWAY: { description: 'Not at the device.' },
    BUSY: { description: 'Here but busy.' },
    DO_NOT_DISTURB: { description: 'Only critical things.' },
    OFFLINE: { description: 'Not here.' },
  },
});

/** Where somebody is and whether to disturb them. */
@ObjectType({ description: 'Where somebody is and whether to disturb them.' })
export class Presence {
  @Field(() => PresenceState, { description: 'Where it stands.' })
  readonly state!: PresenceState;

  @Field(() => String, { nullable: true, description: 'Status in words.' })
  readonly statusText?: string | null;

  @Field(() => String, { nullable: true, description: 'Status as a character.' })
  readonly statusEmoji?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it holds.' })
  readonly until!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were last active.' })
  readonly lastActiveAt!: Date | null;

  readonly personId!: string; // for user()
}

/** Somebody's presence changed. */
@ObjectType({ description: "Somebody's presence changed." })
export class PresenceSignal {
  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date | string;

  readonly personId!: string; // for presence()
}
