import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { MediaSeat } from '../participant/media-seat.js';
import { MeetingSignal } from './meeting-signal.js';
import { ChooseLayersInput, RenewMediaSeatInput } from './routed.inputs.js';
import { followMeetingSignals } from './meeting-signals.service.js';
import { chooseLayers, missingMedia, renewMediaSeat } from './routed.service.js';

const WHAT = { description: 'What to do.' };

@Resolver()
export class RoutedResolver {
  @Mutation(() => Boolean, {
    description: 'Receives the pictures that are shown, each in the quality that fits, and no others.',
  })
  chooseLayers(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => ChooseLayersInput, WHAT) input: ChooseLayersInput,
  ): Promise<boolean> {
    return chooseLayers(ctx, input);
  }

  @Mutation(() => MediaSeat, {
    description:
      'New credentials of relays; and after LOST a seat of its own, for which connections are made anew.',
  })
  renewMediaSeat(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => RenewMediaSeatInput, WHAT) input: RenewMediaSeatInput,
  ): Promise<MediaSeat> {
    return renewMediaSeat(ctx, input);
  }

  @Subscription(() => MeetingSignal, {
    description:
      'Ephemeral: who speaks in a meeting, reacts and points, and how the connections of those in it are.',
    subscribe: ({ context, args }: { context: MeetingsContext; args: { meetingId: string } }) =>
      followMeetingSignals(context, args.meetingId),
  })
  meetingSignals(
    @Root() signal: MeetingSignal,
    @Arg('meetingId', () => ID, { description: 'Id of the meeting.' }) _meetingId: string,
  ): MeetingSignal {
    return signal;
  }
}

@Resolver(() => Meeting)
export class RoutedMeetingResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What keeps sound and pictures from flowing, and what to do about it; null when nothing does.',
  })
  mediaMissing(@Ctx() ctx: MeetingsContext, @Root() { mode }: Meeting): string | null {
    return missingMedia(ctx, mode);
  }
}
