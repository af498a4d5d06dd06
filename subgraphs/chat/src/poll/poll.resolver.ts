import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Message } from '../message/message.js';
import { referToMessage } from '../message/message.service.js';
import { User } from '../person/user.js';
import { ClosePollInput, VoteInPollInput } from './poll.inputs.js';
import { PollVoteChanged } from './poll-events.js';
import { Poll, PollOption, pollOf } from './poll.js';
import { closePoll, ownVotesIn, voteInPoll, votersFor } from './poll.service.js';

@Resolver(() => Message)
export class MessagePollResolver {
  @Mutation(() => Message, { description: 'Votes, in place of what the viewer chose before.' })
  voteInPoll(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => VoteInPollInput, { description: 'What to do.' }) input: VoteInPollInput,
  ): Promise<Message> {
    return voteInPoll(ctx, input);
  }

  @Mutation(() => Message, { description: 'Ends a vote: for its author and for moderators.' })
  closePoll(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ClosePollInput, { description: 'What to do.' }) input: ClosePollInput,
  ): Promise<Message> {
    return closePoll(ctx, input);
  }

  @FieldResolver(() => Poll, {
    nullable: true,
    description: 'A question to vote on; null in other messages and in deleted ones.',
  })
  poll(@Root() message: Message): Poll | null {
    return message.poll && pollOf(message.id, message.poll, new Date());
  }
}

@Resolver(() => Poll)
export class PollResolver {
  @FieldResolver(() => [ID], { description: 'Ids of the options that the viewer chose; at most 20.' })
  viewerVotes(@Ctx() ctx: RequestContext, @Root() poll: Poll): Promise<readonly string[]> {
    return ownVotesIn(ctx, poll.messageId);
  }
}

@Resolver(() => PollOption)
export class PollOptionResolver {
  @FieldResolver(() => [User], {
    nullable: true,
    description: 'Who chose it, the first 100 who did, in that order; null where nobody is told.',
  })
  async voters(@Ctx() ctx: RequestContext, @Root() option: PollOption): Promise<User[] | null> {
    const ids = await votersFor(ctx, option);
    return ids?.map((id) => ({ id })) ?? null;
  }
}

@Resolver(() => PollVoteChanged)
export class PollVoteChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the message that holds the poll.' })
  messageId(@Root() { thingId }: PollVoteChanged): string {
    return thingId;
  }

  @FieldResolver(() => Message, { nullable: true, description: 'The message; null when not readable.' })
  message(@Ctx() ctx: RequestContext, @Root() { thingId }: PollVoteChanged): Promise<Message | null> {
    return referToMessage(ctx, thingId);
  }
}
