import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { CallScope } from './call-scope.js';

@ObjectType({ description: 'Whom somebody may call, and how.' })
export class CallPolicy {
  @Field(() => CallScope, { description: 'Whom.' })
  readonly mayCall!: CallScope;

  @Field(() => Boolean, { description: 'Whether with video.' })
  readonly mayVideo!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether they may record, where their role in a meeting lets them; takes the permission to record meetings.',
  })
  readonly mayRecord!: boolean;
}

@InputType({ description: 'What setCallPolicy needs; what is not named stays as it is.' })
export class SetCallPolicyInput {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly userId!: string;

  @Field(() => CallScope, { nullable: true, description: 'Whom they may call.' })
  readonly mayCall?: CallScope | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether with video.' })
  readonly mayVideo?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they may record.' })
  readonly mayRecord?: boolean | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
