import { DateTimeScalar, Deleted, type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { referToChannel } from '../channel/directory.service.js';
import { Region } from '../channel/region.js';
import { Message } from '../message/message.js';
import {
  DeleteRetentionPolicyInput,
  RetentionPolicyInput,
  SaveRetentionPolicyInput,
} from './retention.inputs.js';
import {
  deleteRetentionPolicy,
  expiryOf,
  listPolicies,
  policyOf,
  previewRetention,
  saveRetentionPolicy,
} from './retention.service.js';
import type { NamedPolicy } from './retention.store.js';
import { RetentionPolicy, RetentionPolicyConnection, RetentionPreview, RetentionScope } from './retention.js';

@Resolver(() => RetentionPolicy)
export class RetentionResolver {
  @Query(() => RetentionPolicyConnection, {
    description: 'How long messages are kept, by policy, for those who manage retention.',
  })
  retentionPolicies(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<NamedPolicy>> {
    return listPolicies(ctx, args);
  }

  @Query(() => RetentionPreview, { description: 'What a policy would remove, before it is saved.' })
  previewRetention(
    @Ctx() ctx: RequestContext,
    @Arg('policy', () => RetentionPolicyInput, { description: 'The policy to try.' })
    policy: RetentionPolicyInput,
  ): Promise<RetentionPreview> {
    return previewRetention(ctx, policy);
  }

  @Mutation(() => RetentionPolicy, {
    description: 'Sets how long messages are kept; what is older goes from then on.',
  })
  saveRetentionPolicy(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SaveRetentionPolicyInput, { description: 'What to do.' })
    input: SaveRetentionPolicyInput,
  ): Promise<NamedPolicy> {
    return saveRetentionPolicy(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Removes a policy.' })
  deleteRetentionPolicy(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DeleteRetentionPolicyInput, { description: 'What to do.' })
    input: DeleteRetentionPolicyInput,
  ): Promise<Deleted> {
    return deleteRetentionPolicy(ctx, input);
  }

  @FieldResolver(() => RetentionScope, { description: 'What it is about.' })
  scope(@Root() { kind, channelId, channelName, region }: NamedPolicy): RetentionScope {
    return { kind, channelId, channelName, regionCode: region };
  }
}

@Resolver(() => RetentionScope)
export class RetentionScopeResolver {
  @FieldResolver(() => Channel, {
    nullable: true,
    description: 'The one channel it is about; null for several, and where the viewer may not read it.',
  })
  channel(@Ctx() ctx: RequestContext, @Root() { channelId }: RetentionScope): Promise<Channel | null> | null {
    return channelId === null ? null : referToChannel(ctx, channelId);
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Data of this region; null for all regions.' })
  region(@Root() { regionCode }: RetentionScope): Region | null {
    return regionCode === null ? null : { code: regionCode };
  }
}

@Resolver(() => Channel)
export class ChannelRetentionResolver {
  @FieldResolver(() => RetentionPolicy, {
    nullable: true,
    description: 'How long its messages are kept; null where they are kept for ever.',
  })
  retention(@Ctx() ctx: RequestContext, @Root() channel: Channel): Promise<NamedPolicy | null> {
    return policyOf(ctx, channel.id);
  }
}

@Resolver(() => Message)
export class MessageExpiryResolver {
  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      'When retention removes it, unless a legal hold keeps it; null where messages are kept for ever.',
  })
  expiresAt(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<Date | null> {
    return expiryOf(ctx, message);
  }
}
