import { type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import { User } from '../person/user.js';
import { MessageEdit, MessageEditConnection } from './edit.js';
import { listEdits } from './edit.service.js';

@Resolver(() => Message)
export class MessageEditsResolver {
  @FieldResolver(() => MessageEditConnection, {
    description: 'Earlier wordings, the first one first; none of a deleted message.',
  })
  edits(
    @Ctx() ctx: RequestContext,
    @Root() message: Message,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<MessageEdit>> {
    return listEdits(ctx, message, args);
  }
}

@Resolver(() => MessageEdit)
export class MessageEditResolver {
  @FieldResolver(() => [String], { description: 'Names of the files that it showed then; at most 20.' })
  fileNames(@Root() edit: MessageEdit): string[] {
    return edit.attachments.map(({ name }) => name);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who changed it; null for a former member.' })
  editor(@Root() edit: MessageEdit): User {
    return { id: edit.editorId };
  }
}
