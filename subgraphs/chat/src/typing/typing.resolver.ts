import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { User } from '../person/user.js';
import { SetTypingInput } from './typing.inputs.js';
import { TypingSignal } from './typing.js';
import { followTyping, setTyping } from './typing.service.js';

@Resolver(() => TypingSignal)
export class TypingResolver {
  @Mutation(() => Boolean, { description: 'Says that the viewer types.' })
  setTyping(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetTypingInput, { description: 'What to do.' }) input: SetTypingInput,
  ): Promise<boolean> {
    return setTyping(ctx, input);
  }

  @Subscription(() => TypingSignal, {
    description: 'Ephemeral: who is typing in a channel.',
    subscribe: ({ context, args }: { context: RequestContext; args: { readonly channelId: string } }) =>
      followTyping(context, args.channelId),
  })
  typing(
    @Root() signal: TypingSignal,
    @Arg('channelId', () => ID, { description: 'Id of the channel.' }) _channelId: string,
  ): TypingSignal {
    return signal;
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() signal: TypingSignal): User {
    return { id: signal.personId };
  }
}
