import { Action, CursorScalar, type Page, type RequestContext, streamCursor } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { channelStream } from '../events.js';
import { Department, User, userOf } from '../person/user.js';
import {
  ArchiveChannelInput,
  ChannelsArgs,
  CreateChannelInput,
  OpenDirectChannelInput,
  RestoreChannelInput,
  UpdateChannelInput,
} from './channel.inputs.js';
import { Channel, ChannelConnection } from './channel.js';
import { archiveChannel, createChannel, restoreChannel, updateChannel } from './channel.service.js';
import { openDirectChannel } from './direct.service.js';
import { channelActions, listChannels, readChannel } from './directory.service.js';
import { Region } from './region.js';

@Resolver(() => Channel)
export class ChannelResolver {
  @Query(() => Channel, { nullable: true, description: 'One channel.' })
  channel(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<Channel> {
    return readChannel(ctx, id);
  }

  @Query(() => ChannelConnection, { description: 'Channels that the viewer could see or join.' })
  channels(@Ctx() ctx: RequestContext, @Args(() => ChannelsArgs) args: ChannelsArgs): Promise<Page<Channel>> {
    return listChannels(ctx, args);
  }

  @Mutation(() => Channel, { description: 'Creates a channel.' })
  async createChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => CreateChannelInput, { description: 'What to do.' }) input: CreateChannelInput,
  ): Promise<Channel> {
    return readChannel(ctx, await createChannel(ctx, input));
  }

  @Mutation(() => Channel, { description: 'Finds or makes the one channel of two people.' })
  async openDirectChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => OpenDirectChannelInput, { description: 'What to do.' }) input: OpenDirectChannelInput,
  ): Promise<Channel> {
    return readChannel(ctx, await openDirectChannel(ctx, input));
  }

  @Mutation(() => Channel, { description: 'Changes a channel.' })
  async updateChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => UpdateChannelInput, { description: 'What to do.' }) input: UpdateChannelInput,
  ): Promise<Channel> {
    return readChannel(ctx, await updateChannel(ctx, input));
  }

  @Mutation(() => Channel, { description: 'Closes a channel; it stays readable.' })
  async archiveChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ArchiveChannelInput, { description: 'What to do.' }) input: ArchiveChannelInput,
  ): Promise<Channel> {
    return readChannel(ctx, await archiveChannel(ctx, input));
  }

  @Mutation(() => Channel, { description: 'Opens an archived channel again.' })
  async restoreChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RestoreChannelInput, { description: 'What to do.' }) input: RestoreChannelInput,
  ): Promise<Channel> {
    return readChannel(ctx, await restoreChannel(ctx, input));
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who made it.' })
  createdBy(@Root() channel: Channel): User | null {
    return userOf(channel.createdById);
  }

  @FieldResolver(() => Department, { nullable: true, description: 'Whose channel it is.' })
  department(@Root() channel: Channel): Department | null {
    return channel.departmentId === null ? null : { id: channel.departmentId };
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Where its data must stay.' })
  region(@Root() channel: Channel): Region | null {
    return channel.region === null ? null : { code: channel.region };
  }

  @FieldResolver(() => [Action], { description: 'What the viewer may do with it.' })
  viewerCan(@Ctx() ctx: RequestContext, @Root() channel: Channel): Promise<Action[]> {
    return channelActions(ctx, channel.id);
  }

  @FieldResolver(() => CursorScalar, {
    description: 'Position of the live stream that this answer is exact at.',
  })
  liveCursor(@Root() channel: Channel): string {
    return streamCursor(channelStream(channel.id), channel.liveSeq);
  }
}
