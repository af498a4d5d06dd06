import { DateTimeScalar, type Page, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import { User } from '../person/user.js';
import {
  AcknowledgeMessageInput,
  ReceiptsArgs,
  RemindMessageAcknowledgementInput,
  RequestMessageAcknowledgementInput,
} from './acknowledgement.inputs.js';
import {
  Acknowledgement,
  AcknowledgementConnection,
  AcknowledgementRequest,
  requestOf,
} from './acknowledgement.js';
import {
  acknowledgeMessage,
  listReceipts,
  ownConfirmation,
  remindMessageAcknowledgement,
  requestMessageAcknowledgement,
  unreachedBecause,
} from './acknowledgement.service.js';

@Resolver(() => Message)
export class MessageAcknowledgementResolver {
  @Mutation(() => Message, {
    description: 'Asks everybody in the channel to confirm: for its author and for moderators.',
  })
  requestMessageAcknowledgement(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RequestMessageAcknowledgementInput, { description: 'What to do.' })
    input: RequestMessageAcknowledgementInput,
  ): Promise<Message> {
    return requestMessageAcknowledgement(ctx, input);
  }

  @Mutation(() => Message, { description: 'Confirms having read.' })
  acknowledgeMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => AcknowledgeMessageInput, { description: 'What to do.' })
    input: AcknowledgeMessageInput,
  ): Promise<Message> {
    return acknowledgeMessage(ctx, input);
  }

  @Mutation(() => Message, {
    description: 'Reminds those who have not confirmed, at most every 15 minutes: CONFLICT until then.',
  })
  remindMessageAcknowledgement(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RemindMessageAcknowledgementInput, { description: 'What to do.' })
    input: RemindMessageAcknowledgementInput,
  ): Promise<Message> {
    return remindMessageAcknowledgement(ctx, input);
  }

  @FieldResolver(() => AcknowledgementRequest, {
    nullable: true,
    name: 'acknowledgement',
    description: 'What was asked for; null when nothing was.',
  })
  acknowledgement(@Root() { id, acknowledgement }: Message): AcknowledgementRequest | null {
    return acknowledgement && requestOf(id, acknowledgement);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When the viewer confirmed; null when they did not.',
  })
  viewerAcknowledgedAt(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<Date | null> {
    return ownConfirmation(ctx, message);
  }
}

@Resolver(() => AcknowledgementRequest)
export class AcknowledgementRequestResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Who asked; null for a former member.' })
  requestedBy(@Root() request: AcknowledgementRequest): User {
    return { id: request.requestedById };
  }

  @FieldResolver(() => AcknowledgementConnection, {
    description: 'Who confirmed, or who did not yet, by name.',
  })
  receipts(
    @Ctx() ctx: RequestContext,
    @Root() request: AcknowledgementRequest,
    @Args(() => ReceiptsArgs) args: ReceiptsArgs,
  ): Promise<Page<Acknowledgement>> {
    return listReceipts(ctx, request, args);
  }
}

@Resolver(() => Acknowledgement)
export class AcknowledgementResolver {
  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() acknowledgement: Acknowledgement): User {
    return { id: acknowledgement.personId };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why they may not have seen it, in a sentence; null when nothing stands in the way.',
  })
  unreachedBecause(@Root() acknowledgement: Acknowledgement): string | null {
    return unreachedBecause(acknowledgement);
  }
}
