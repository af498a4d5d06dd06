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
  @Field(() => PresenceState, {
    description: 'Whether to disturb them: what they chose, else what their devices say.',
  })
  readonly state!: PresenceState;

  @Field(() => String, { nullable: true, description: 'Status in words, one line; null for none.' })
  readonly statusText?: string | null;

  @Field(() => String, { nullable: true, description: 'Status as one emoji; null for none.' })
  readonly statusEmoji?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the status in words stands; null for until it is changed.',
  })
  readonly statusUntil?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the chosen state holds; null for until another is chosen, and where none was.',
  })
  readonly until!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When they last used a device; null when they never did.',
  })
  readonly lastActiveAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether they are in a call.' })
  readonly inCall!: boolean;

  readonly personId!: string; // for user()
}

/** Somebody's presence changed. */
@ObjectType({ description: "Somebody's presence changed." })
export class PresenceSignal {
  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;

  @Field(() => Presence, { description: 'The presence now.' })
  readonly presence!: Presence;
}

/** How several people stand. */
@ObjectType({ description: 'How several people stand: first all of them, then those of whom it changed.' })
export class PresencesSignal {
  @Field(() => DateTimeScalar, { description: 'When it was gathered.' })
  readonly at!: Date;

  @Field(() => [Presence], { description: 'Each person once; at most 500.' })
  readonly presences!: readonly Presence[];
}
