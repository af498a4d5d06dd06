import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { MeetingRetention } from './meeting-retention.js';
import { SetMeetingRetentionInput } from './meeting-retention.inputs.js';
import { readRetention, setRetention } from './meeting-retention.service.js';

@Resolver(() => MeetingRetention)
export class MeetingRetentionResolver {
  @Query(() => MeetingRetention, {
    description: 'For how long is kept what stays of meetings; for those who manage retention.',
  })
  meetingRetention(@Ctx() ctx: RequestContext): Promise<MeetingRetention> {
    return readRetention(ctx);
  }

  @Mutation(() => MeetingRetention, {
    description:
      'Sets for how long is kept who attended meetings, how connections were and what was said; what is older goes at once, but for what a legal hold keeps.',
  })
  setMeetingRetention(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetMeetingRetentionInput, { description: 'What to do.' })
    input: SetMeetingRetentionInput,
  ): Promise<MeetingRetention> {
    return setRetention(ctx, input);
  }
}
