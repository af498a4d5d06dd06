import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { User, Viewer } from '../person/user.js';
import { CallPolicy, SetCallPolicyInput } from './call-policy.js';
import { setCallPolicy, viewerMayCall, viewerPolicy } from './call-policy.service.js';

@Resolver(() => User)
export class UserCallResolver {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the viewer may call them now.',
  })
  viewerMayCall(@Ctx() ctx: MeetingsContext, @Root() user: User): Promise<boolean> {
    return viewerMayCall(ctx, user.id);
  }
}

@Resolver(() => Viewer)
export class ViewerPolicyResolver {
  @Mutation(() => CallPolicy, {
    description: 'Sets what calls somebody may make; for those who manage accounts.',
  })
  setCallPolicy(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => SetCallPolicyInput, { description: 'What to do.' }) input: SetCallPolicyInput,
  ): Promise<CallPolicy> {
    return setCallPolicy(ctx, input);
  }

  @FieldResolver(() => CallPolicy, { nullable: true, description: 'What calls the viewer may make.' })
  callPolicy(@Ctx() ctx: MeetingsContext): Promise<CallPolicy | null> {
    return viewerPolicy(ctx);
  }
}
