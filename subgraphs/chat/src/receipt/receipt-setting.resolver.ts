import { type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import { messageInside } from '../message/message.service.js';
import { User } from '../person/user.js';
import { Viewer } from '../sidebar/sidebar.js';
import { Thread } from '../thread/thread.js';
import { ReadPosition, ReadReceipt, ReadReceiptConnection } from './read-by.js';
import { listReadings, positionsIn } from './read-by.service.js';
import { SetOrganizationReadReceiptsInput, SetReadReceiptsInput } from './receipt-setting.inputs.js';
import { ReadReceiptsChanged } from './receipt-setting-events.js';
import { ReadReceiptSetting } from './receipt-setting.js';
import {
  readReceiptSetting,
  setOrganizationReadReceipts,
  setReadReceipts,
} from './receipt-setting.service.js';

@Resolver(() => Viewer)
export class ViewerReceiptsResolver {
  @Mutation(() => ReadReceiptSetting, { description: 'Shows, or hides, how far the viewer has read.' })
  setReadReceipts(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetReadReceiptsInput, { description: 'What to do.' }) input: SetReadReceiptsInput,
  ): Promise<ReadReceiptSetting> {
    return setReadReceipts(ctx, input);
  }

  @Mutation(() => ReadReceiptSetting, {
    description:
      'Lets people of the organisation show how far they have read, or not: for MANAGE_ORGANIZATION.',
  })
  setOrganizationReadReceipts(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetOrganizationReadReceiptsInput, { description: 'What to do.' })
    input: SetOrganizationReadReceiptsInput,
  ): Promise<ReadReceiptSetting> {
    return setOrganizationReadReceipts(ctx, input);
  }

  @FieldResolver(() => ReadReceiptSetting, {
    nullable: true,
    description: 'Whether the viewer shows how far they have read.',
  })
  readReceipts(@Ctx() ctx: RequestContext): Promise<ReadReceiptSetting> {
    return readReceiptSetting(ctx);
  }
}

@Resolver(() => Message)
export class MessageReadByResolver {
  @FieldResolver(() => ReadReceiptConnection, {
    nullable: true,
    description:
      'Who has read it, first ones first; null where receipts are off, in channels of more than 50, and for those ' +
      'who hide their own.',
  })
  async readBy(
    @Ctx() ctx: RequestContext,
    @Root() { id }: Message,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ReadReceipt> | null> {
    return listReadings(ctx, await messageInside(ctx, id), args);
  }
}

@Resolver(() => Thread)
export class ThreadReadPositionsResolver {
  @FieldResolver(() => [ReadPosition], {
    nullable: true,
    description:
      'How far those who follow it have read, at most 50; null where receipts are off, in channels of more than 50, ' +
      'and for those who hide their own.',
  })
  readPositions(@Ctx() ctx: RequestContext, @Root() thread: Thread): Promise<readonly ReadPosition[] | null> {
    return positionsIn(ctx, thread);
  }
}

@Resolver(() => ReadPosition)
export class ReadPositionResolver {
  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() position: ReadPosition): User {
    return { id: position.personId };
  }
}

@Resolver(() => ReadReceipt)
export class ReadReceiptResolver {
  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() receipt: ReadReceipt): User {
    return { id: receipt.personId };
  }
}

@Resolver(() => ReadReceiptsChanged)
export class ReadReceiptsChangedResolver {
  @FieldResolver(() => ReadReceiptSetting, { description: 'What holds now.' })
  setting(@Ctx() ctx: RequestContext): Promise<ReadReceiptSetting> {
    return readReceiptSetting(ctx);
  }
}
