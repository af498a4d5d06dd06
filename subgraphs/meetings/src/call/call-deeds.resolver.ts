import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { MediaSeat } from '../participant/media-seat.js';
import { answerCall } from '../growth/answer.service.js';
import { Call } from './call.js';
import {
  AnswerCallInput,
  CallInput,
  MoveCallInput,
  RejectCallInput,
  StartCallInput,
  TransferCallInput,
} from './call.inputs.js';
import {
  cancelCall,
  hangUpCall,
  holdCall,
  moveCall,
  rejectCall,
  resumeCall,
  startCall,
} from './call.service.js';
import type { CallRow } from './call.table.js';
import { completeTransfer, transferCall } from './transfer.service.js';

const WHAT = { description: 'What to do.' };

@Resolver(() => Call)
export class CallDeedsResolver {
  @Mutation(() => Call, {
    description:
      'Rings somebody on all their devices; where they ring the viewer at this moment, it answers that call.',
  })
  startCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => StartCallInput, WHAT) input: StartCallInput,
  ): Promise<CallRow> {
    return startCall(ctx, input);
  }

  @Mutation(() => MediaSeat, { description: 'Answers on this device; the others stop ringing.' })
  answerCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AnswerCallInput, WHAT) input: AnswerCallInput,
  ): Promise<MediaSeat> {
    return answerCall(ctx, input);
  }

  @Mutation(() => MediaSeat, {
    description:
      "Takes the viewer's place in a call on this device: at its start, after a loss, and to go on from another device.",
  })
  moveCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => MoveCallInput, WHAT) input: MoveCallInput,
  ): Promise<MediaSeat> {
    return moveCall(ctx, input);
  }

  @Mutation(() => Call, { description: 'Declines, on all devices of the viewer.' })
  rejectCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => RejectCallInput, WHAT) input: RejectCallInput,
  ): Promise<CallRow> {
    return rejectCall(ctx, input);
  }

  @Mutation(() => Call, { description: 'Stops ringing somebody.' })
  cancelCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => CallInput, WHAT) input: CallInput,
  ): Promise<CallRow> {
    return cancelCall(ctx, input);
  }

  @Mutation(() => Call, { description: 'Ends a call that was answered.' })
  hangUpCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => CallInput, WHAT) input: CallInput,
  ): Promise<CallRow> {
    return hangUpCall(ctx, input);
  }

  @Mutation(() => Call, { description: 'Puts the other on hold.' })
  holdCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => CallInput, WHAT) input: CallInput,
  ): Promise<CallRow> {
    return holdCall(ctx, input);
  }

  @Mutation(() => Call, {
    description: 'Takes a call up again that the viewer put on hold or was handing over.',
  })
  resumeCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => CallInput, WHAT) input: CallInput,
  ): Promise<CallRow> {
    return resumeCall(ctx, input);
  }

  @Mutation(() => Call, {
    description: 'Hands a call over to somebody else, at once or after speaking with them.',
  })
  transferCall(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => TransferCallInput, WHAT) input: TransferCallInput,
  ): Promise<CallRow> {
    return transferCall(ctx, input);
  }

  @Mutation(() => Call, {
    description: 'Finishes an attended transfer, once whoever takes over has answered.',
  })
  completeTransfer(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => CallInput, WHAT) input: CallInput,
  ): Promise<CallRow> {
    return completeTransfer(ctx, input);
  }
}
