import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import { sendMessage } from '../message/message.service.js';
import { User, userOf } from '../person/user.js';
import { ForwardMessageInput } from './forward.inputs.js';
import { ForwardedContent } from './forward.js';
import { originFor } from './forward.service.js';

@Resolver(() => Message)
export class MessageForwardResolver {
  @Mutation(() => Message, {
    description: 'Sends a message on to a channel; who reads it there needs not see where it came from.',
  })
  forwardMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ForwardMessageInput, { description: 'What to do.' }) input: ForwardMessageInput,
  ): Promise<Message> {
    const { messageId, channelId, comment, key } = input;
    return sendMessage(ctx, { channelId, text: comment ?? null, forwardOf: messageId, key });
  }

  @FieldResolver(() => ForwardedContent, {
    nullable: true,
    description: 'What it sends on; null in messages that were not forwarded.',
  })
  forwarded(@Root() { forwarded }: Message): ForwardedContent | null {
    return forwarded && { ...forwarded, sentAt: new Date(forwarded.sentAt) };
  }

  @FieldResolver(() => Message, {
    nullable: true,
    description:
      'Where it came from; null in messages that were not forwarded, and for those who cannot read it there.',
  })
  forwardedFrom(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<Message | null> | null {
    return message.forwardedFromId === null ? null : originFor(ctx, message.forwardedFromId);
  }
}

@Resolver(() => ForwardedContent)
export class ForwardedContentResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Who wrote it; null for a former member.' })
  author(@Root() { authorId }: ForwardedContent): User | null {
    return userOf(authorId);
  }
}
