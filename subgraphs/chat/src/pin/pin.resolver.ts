import { type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { Message, MessageConnection } from '../message/message.js';
import { User, userOf } from '../person/user.js';
import { PinMessageInput, UnpinMessageInput } from './pin.inputs.js';
import { listPins, pinMessage, unpinMessage } from './pin.service.js';

@Resolver(() => Message)
export class PinResolver {
  @Mutation(() => Message, { description: 'Pins a message to its channel.' })
  pinMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => PinMessageInput, { description: 'What to do.' }) input: PinMessageInput,
  ): Promise<Message> {
    return pinMessage(ctx, input);
  }

  @Mutation(() => Message, { description: 'Unpins it.' })
  unpinMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => UnpinMessageInput, { description: 'What to do.' }) input: UnpinMessageInput,
  ): Promise<Message> {
    return unpinMessage(ctx, input);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who pinned it; null where it is not pinned, and for a former member.',
  })
  pinnedBy(@Root() message: Message): User | null {
    return userOf(message.pinnedById);
  }
}

@Resolver(() => Channel)
export class ChannelPinsResolver {
  @FieldResolver(() => MessageConnection, { description: 'Pinned messages; the last pinned first.' })
  pinnedMessages(
    @Ctx() ctx: RequestContext,
    @Root() channel: Channel,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Message>> {
    return listPins(ctx, channel.id, args);
  }
}
