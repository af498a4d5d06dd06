import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { PointInput, ReactInMeetingInput } from './reaction.inputs.js';
import { point, reactInMeeting } from './reaction.service.js';

const WHAT = { description: 'What to do.' };

@Resolver()
export class ReactionResolver {
  @Mutation(() => Boolean, {
    description: 'Shows a reaction for a moment, to all who are there: up to ten in five seconds.',
  })
  reactInMeeting(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => ReactInMeetingInput, WHAT) input: ReactInMeetingInput,
  ): Promise<boolean> {
    return reactInMeeting(ctx, input);
  }

  @Mutation(() => Boolean, { description: 'Points or draws on a shared screen, for all who look at it.' })
  point(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => PointInput, WHAT) input: PointInput,
  ): Promise<boolean> {
    return point(ctx, input);
  }
}
