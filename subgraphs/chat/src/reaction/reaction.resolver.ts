import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import type { MessageRow } from '../message/message.table.js';
import { User } from '../person/user.js';
import { AddReactionInput, RemoveReactionInput } from './reaction.inputs.js';
import { Reaction } from './reaction.js';
import { addReaction, ownReactionsTo, removeReaction } from './reaction.service.js';

@Resolver(() => Message)
export class MessageReactionsResolver {
  @Mutation(() => Message, { description: 'Reacts.' })
  addReaction(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => AddReactionInput, { description: 'What to do.' }) input: AddReactionInput,
  ): Promise<Message> {
    return addReaction(ctx, input);
  }

  @Mutation(() => Message, { description: 'Takes a reaction back.' })
  removeReaction(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RemoveReactionInput, { description: 'What to do.' }) input: RemoveReactionInput,
  ): Promise<Message> {
    return removeReaction(ctx, input);
  }

  @FieldResolver(() => [Reaction], { description: 'Reactions, first ones first; at most 100.' })
  reactions(@Root() message: MessageRow): readonly Reaction[] {
    return message.reactions;
  }

  @FieldResolver(() => [String], { description: "The viewer's own reactions." })
  viewerReactions(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<readonly string[]> {
    return ownReactionsTo(ctx, message.id);
  }
}

@Resolver(() => Reaction)
export class ReactionResolver {
  @FieldResolver(() => [User], { nullable: true, description: 'The first ten who reacted.' })
  users(@Root() reaction: Reaction): User[] {
    return reaction.firstIds.map((id) => ({ id }));
  }
}
