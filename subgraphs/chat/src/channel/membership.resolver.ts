import { Deleted, type Page, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { User } from '../person/user.js';
import { readUpTo } from '../receipt/read-by.service.js';
import { Channel } from './channel.js';
import { channelInside, readChannel } from './directory.service.js';
import { Membership, MembershipConnection } from './membership.js';
import {
  InviteToChannelInput,
  LeaveChannelInput,
  MembersArgs,
  RemoveMemberInput,
  SetMemberRoleInput,
} from './membership.inputs.js';
import {
  countMembers,
  inviteToChannel,
  leaveChannel,
  listMembers,
  membershipInside,
} from './membership.service.js';
import { removeMember, setMemberRole } from './moderation.service.js';

@Resolver(() => Membership)
export class MembershipResolver {
  @Mutation(() => Deleted, { description: 'Leaves a channel.' })
  leaveChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => LeaveChannelInput, { description: 'What to do.' }) input: LeaveChannelInput,
  ): Promise<Deleted> {
    return leaveChannel(ctx, input);
  }

  @Mutation(() => Channel, { description: 'Adds people.' })
  async inviteToChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => InviteToChannelInput, { description: 'What to do.' }) input: InviteToChannelInput,
  ): Promise<Channel> {
    return readChannel(ctx, await inviteToChannel(ctx, input));
  }

  @Mutation(() => Membership, { description: 'Changes a role; making an owner hands ownership over.' })
  async setMemberRole(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetMemberRoleInput, { description: 'What to do.' }) input: SetMemberRoleInput,
  ): Promise<Membership> {
    return membershipInside(ctx, await setMemberRole(ctx, input));
  }

  @Mutation(() => Deleted, { description: 'Removes somebody.' })
  removeMember(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RemoveMemberInput, { description: 'What to do.' }) input: RemoveMemberInput,
  ): Promise<Deleted> {
    return removeMember(ctx, input);
  }

  @FieldResolver(() => Channel, { description: 'The channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() membership: Membership): Promise<Channel> {
    return channelInside(ctx, membership.channelId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() membership: Membership): User {
    return { id: membership.personId };
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Position of the last message read; null where receipts are off, of those who hide theirs, and for those who do.',
  })
  lastReadSeq(@Ctx() ctx: RequestContext, @Root() membership: Membership): Promise<number | null> {
    return readUpTo(ctx, membership);
  }
}

@Resolver(() => Channel)
export class ChannelMembersResolver {
  @FieldResolver(() => MembershipConnection, { description: 'Who belongs to it.' })
  members(
    @Ctx() ctx: RequestContext,
    @Root() channel: Channel,
    @Args(() => MembersArgs) args: MembersArgs,
  ): Promise<Page<Membership>> {
    return listMembers(ctx, channel.id, args);
  }

  @FieldResolver(() => Int, { description: 'How many members.' })
  memberCount(@Ctx() ctx: RequestContext, @Root() channel: Channel): Promise<number> {
    return countMembers(ctx, channel.id);
  }
}
