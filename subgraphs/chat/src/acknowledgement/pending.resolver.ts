import { DateTimeScalar, type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Args, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { Message, MessageConnection } from '../message/message.js';
import { Viewer } from '../sidebar/sidebar.js';
import { AcknowledgementChanged } from './pending-events.js';
import { countPending, listPending, pendingMessage, remindedOf } from './pending.service.js';

@Resolver(() => Viewer)
export class ViewerPendingResolver {
  @FieldResolver(() => MessageConnection, {
    nullable: true,
    description: 'Messages that wait for the viewer to confirm them, newest first.',
  })
  pendingAcknowledgements(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Message>> {
    return listPending(ctx, args);
  }
}

@Resolver(() => AcknowledgementChanged)
export class AcknowledgementChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the message.' })
  messageId(@Root() { thingId }: AcknowledgementChanged): string {
    return thingId;
  }

  @FieldResolver(() => Message, { nullable: true, description: 'The message; null when not readable.' })
  message(@Ctx() ctx: RequestContext, @Root() { thingId }: AcknowledgementChanged): Promise<Message | null> {
    return pendingMessage(ctx, thingId);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When the viewer was last reminded; null when they were not, or have confirmed.',
  })
  remindedAt(@Ctx() ctx: RequestContext, @Root() { thingId }: AcknowledgementChanged): Promise<Date | null> {
    return remindedOf(ctx, thingId);
  }

  @FieldResolver(() => Int, { description: 'How many messages wait for the viewer now.' })
  pendingCount(@Ctx() ctx: RequestContext): Promise<number> {
    return countPending(ctx);
  }
}
