import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { Field, InputType } from 'type-graphql';
import { PresenceState } from './presence.js';

@InputType({ description: 'What setPresence needs.' })
export class SetPresenceInput {
  @Field(() => PresenceState, { description: 'Where it stands.' })
  readonly state!: PresenceState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when.' })
  readonly until?: Date | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
