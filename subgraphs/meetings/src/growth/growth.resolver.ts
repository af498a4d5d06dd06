import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Call } from '../call/call.js';
import type { CallRow } from '../call/call.table.js';
import type { MeetingsContext } from '../context.js';
import { User } from '../person/user.js';
import { growthMissing } from './become-room.service.js';
import { AddToCallInput } from './growth.inputs.js';
import { addToCall, peopleIn } from './growth.service.js';

@Resolver(() => Call)
export class GrowthResolver {
  @Mutation(() => Call, { description: 'Rings more people; a call of two becomes a room without dropping.' })
  addToCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AddToCallInput, { description: 'What to do.' }) input: AddToCallInput,
  ): Promise<CallRow> {
    return addToCall(ctx, input);
  }

  @FieldResolver(() => [User], {
    description:
      'Who talks already in the call of others that somebody is rung into by this one, at most 10; nobody for a call of two.',
  })
  alreadyIn(@Ctx() ctx: MeetingsContext, @Root() call: CallRow): Promise<readonly User[]> {
    return peopleIn(ctx, call);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What keeps people from being added to calls here, and what to do about it; null when nothing does.',
  })
  growthMissing(@Ctx() ctx: MeetingsContext): string | null {
    return growthMissing(ctx);
  }
}
