import { type AskedWhy, type RequestContext, WHY_CAN, WhyArgs } from '@parley/kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { Message } from '../message/message.js';
import { AccessExplanation } from './explanation.js';
import { askWhy } from './why.service.js';

@Resolver(() => Channel)
export class ChannelWhyResolver {
  @FieldResolver(() => AccessExplanation, { nullable: true, description: WHY_CAN })
  whyCan(
    @Ctx() ctx: RequestContext,
    @Root() channel: Channel,
    @Args(() => WhyArgs) args: WhyArgs,
  ): Promise<AskedWhy> {
    return askWhy(ctx, channel.id, args);
  }
}

@Resolver(() => Message)
export class MessageWhyResolver {
  @FieldResolver(() => AccessExplanation, { nullable: true, description: WHY_CAN })
  whyCan(
    @Ctx() ctx: RequestContext,
    @Root() message: Message,
    @Args(() => WhyArgs) args: WhyArgs,
  ): Promise<AskedWhy> {
    return askWhy(ctx, message.id, args);
  }
}
