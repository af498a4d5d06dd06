import { Deleted, type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import { Viewer } from '../sidebar/sidebar.js';
import { SavedItemChanged } from './saved-events.js';
import { RemoveSavedItemInput, SaveItemInput } from './saved-item.inputs.js';
import {
  itemOn,
  listSavedItems,
  messageOf,
  referToItem,
  removeSavedItem,
  saveItem,
} from './saved-item.service.js';
import { SavedItem, SavedItemConnection } from './saved-item.js';

@Resolver(() => SavedItem)
export class SavedItemResolver {
  @Mutation(() => SavedItem, { description: 'Bookmarks a message, with a reminder if wanted.' })
  saveItem(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SaveItemInput, { description: 'What to do.' }) input: SaveItemInput,
  ): Promise<SavedItem> {
    return saveItem(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Removes a bookmark; one that is gone already stays so.' })
  removeSavedItem(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RemoveSavedItemInput, { description: 'What to do.' }) input: RemoveSavedItemInput,
  ): Promise<Deleted> {
    return removeSavedItem(ctx, input);
  }

  @FieldResolver(() => Message, {
    nullable: true,
    description: 'The message; null where the viewer may no longer read it, or it is gone.',
  })
  message(@Ctx() ctx: RequestContext, @Root() item: SavedItem): Promise<Message | null> {
    return messageOf(ctx, item.messageId);
  }
}

@Resolver(() => Viewer)
export class ViewerSavedResolver {
  @FieldResolver(() => SavedItemConnection, {
    nullable: true,
    description: 'Bookmarks and reminders; the last saved first.',
  })
  savedItems(@Ctx() ctx: RequestContext, @Args(() => PageArgs) args: PageArgs): Promise<Page<SavedItem>> {
    return listSavedItems(ctx, args);
  }
}

@Resolver(() => Message)
export class MessageSavedResolver {
  @FieldResolver(() => SavedItem, {
    nullable: true,
    description: "The viewer's bookmark on it; null when they have none.",
  })
  viewerSaved(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<SavedItem | null> {
    return itemOn(ctx, message.id);
  }
}

@Resolver(() => SavedItemChanged)
export class SavedItemChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the item.' })
  itemId(@Root() event: SavedItemChanged): string {
    return event.thingId;
  }

  @FieldResolver(() => SavedItem, { nullable: true, description: 'The item; null when removed.' })
  item(@Ctx() ctx: RequestContext, @Root() event: SavedItemChanged): Promise<SavedItem | null> {
    return referToItem(ctx, event.thingId);
  }
}
