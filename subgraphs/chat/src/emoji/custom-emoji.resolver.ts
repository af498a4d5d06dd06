import { Deleted, type RequestContext, UrlScalar } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { addressOf } from '../attachment/file.service.js';
import { User, userOf } from '../person/user.js';
import { AddCustomEmojiInput, RemoveCustomEmojiInput } from './custom-emoji.inputs.js';
import { CustomEmoji } from './custom-emoji.js';
import { addCustomEmoji, listEmoji, removeCustomEmoji } from './custom-emoji.service.js';

@Resolver(() => CustomEmoji)
export class CustomEmojiResolver {
  @Query(() => [CustomEmoji], { description: 'Emoji of the organisation, by name; at most 1,000.' })
  customEmoji(@Ctx() ctx: RequestContext): Promise<CustomEmoji[]> {
    return listEmoji(ctx);
  }

  @Mutation(() => CustomEmoji, { description: 'Adds an emoji.' })
  addCustomEmoji(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => AddCustomEmojiInput, { description: 'What to do.' }) input: AddCustomEmojiInput,
  ): Promise<CustomEmoji> {
    return addCustomEmoji(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Removes an emoji; where it was used its name is shown.' })
  removeCustomEmoji(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RemoveCustomEmojiInput, { description: 'What to do.' }) input: RemoveCustomEmojiInput,
  ): Promise<Deleted> {
    return removeCustomEmoji(ctx, input);
  }

  @FieldResolver(() => UrlScalar, { description: 'Its picture; the right is checked on every request.' })
  imageUrl(@Root() emoji: CustomEmoji): string {
    return addressOf(emoji.fileId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who made it.' })
  createdBy(@Root() emoji: CustomEmoji): User | null {
    return userOf(emoji.createdById);
  }
}
