import { Arg, Ctx, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Participant } from '../participant/participant.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { MediaSignal } from './media-signal.js';
import { ReportQualityInput, SendSignalInput, SetMediaInput } from './signal.inputs.js';
import { followSignals, reportQuality, sendSignal, setMedia } from './signal.service.js';

const WHAT = { description: 'What to do.' };

@Resolver(() => MediaSignal)
export class SignalResolver {
  @Mutation(() => Boolean, {
    description: 'Carries WebRTC signalling to the device of somebody in the same meeting, if it listens.',
  })
  sendSignal(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => SendSignalInput, WHAT) input: SendSignalInput,
  ): Promise<boolean> {
    return sendSignal(ctx, input);
  }

  @Mutation(() => Participant, { description: "Says which of the viewer's media are on." })
  setMedia(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => SetMediaInput, WHAT) input: SetMediaInput,
  ): Promise<ParticipantRow> {
    return setMedia(ctx, input);
  }

  @Mutation(() => Boolean, {
    description:
      'Reports measured quality, about every five seconds: whoever is silent for longer is shown as reconnecting.',
  })
  reportQuality(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => ReportQualityInput, WHAT) input: ReportQualityInput,
  ): Promise<boolean> {
    return reportQuality(ctx, input);
  }

  @Subscription(() => MediaSignal, {
    description:
      "Ephemeral: WebRTC signalling for one of the viewer's participants; LISTENING comes first and after a break, and is answered by READY.",
    subscribe: ({ context, args }: { context: MeetingsContext; args: { participantId: string } }) =>
      followSignals(context, args.participantId),
  })
  mediaSignals(
    @Root() signal: MediaSignal,
    @Arg('participantId', () => ID, { description: "Id of the viewer's participant." })
    _participantId: string,
  ): MediaSignal {
    return signal;
  }
}
