import type { RequestContext } from '@parley/kit';
import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import { MessageCard } from './card.js';
import { cardFor } from './card.service.js';

@Resolver(() => Message)
export class MessageCardResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the living thing in it, the same for everybody; null when it holds none.',
  })
  cardId(@Root() message: Message): string | null {
    return message.cardId;
  }

  @FieldResolver(() => MessageCard, {
    nullable: true,
    description:
      'The living thing in it, as it is now; null when it holds none, and for those who cannot see it.',
  })
  card(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<typeof MessageCard | null> | null {
    return message.cardId === null ? null : cardFor(ctx, message.cardId);
  }
}
