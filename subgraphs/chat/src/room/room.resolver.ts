import type { RequestContext } from '@parley/kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { Meeting } from './meeting.js';
import { activeMeeting, channelOfMeeting } from './room.service.js';

@Resolver(() => Meeting)
export class MeetingResolver {
  @FieldResolver(() => Channel, {
    nullable: true,
    description:
      'Its chat: the channel it was made in, or one of its own; null for those who cannot read it, and in the moment before there is one.',
  })
  channel(@Ctx() ctx: RequestContext, @Root() { id }: Meeting): Promise<Channel | null> {
    return channelOfMeeting(ctx, id);
  }
}

@Resolver(() => Channel)
export class ActiveMeetingResolver {
  @FieldResolver(() => Meeting, {
    nullable: true,
    description: 'The meeting that runs in it now; told as a change of the channel when it begins and ends.',
  })
  activeMeeting(@Ctx() ctx: RequestContext, @Root() { id }: Channel): Promise<Meeting | null> {
    return activeMeeting(ctx, id);
  }
}
