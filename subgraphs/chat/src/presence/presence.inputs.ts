import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { Field, InputType } from 'type-graphql';
import { PresenceState } from './presence.js';

@InputType({ description: 'What setPresence needs.' })
export class SetPresenceInput {
  @Field(() => PresenceState, {
    description: 'What to be; ONLINE leaves it to the devices, which say whether they are used.',
  })
  readonly state!: PresenceState;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when what is chosen holds; null for until another is chosen.',
  })
  readonly until?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'That a device says it, not the person: ONLINE while it is used, AWAY while it is not, OFFLINE as it goes. ' +
      'What the person chose stays. To be repeated every minute; who is silent for two is offline.',
  })
  readonly automatic?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether in a call: on this device where it is automatic, else anywhere.',
  })
  readonly inCall?: boolean | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}

@InputType({ description: 'What setStatus needs.' })
export class SetStatusInput {
  @Field(() => String, {
    nullable: true,
    description: 'The text, one line of at most 100 characters; null for none.',
  })
  readonly text?: string | null;

  @Field(() => String, { nullable: true, description: 'One emoji; null for none.' })
  readonly emoji?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is taken away; null for when it is changed.',
  })
  readonly until?: Date | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
