import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Participant } from '../participant/participant.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { User } from '../person/user.js';
import { JoinMeetingInput, LeaveMeetingInput } from './entry.inputs.js';
import { AwaitingApproval, JoinMeetingResult } from './entry.js';
import { joinMeeting } from './join.service.js';
import { leaveMeeting } from './leave.service.js';

const WHAT = { description: 'What to do.' };

@Resolver(() => AwaitingApproval)
export class EntryResolver {
  @Mutation(() => JoinMeetingResult, {
    description: 'Comes in on this device, or waits in the lobby; any other device of the viewer lets go.',
  })
  joinMeeting(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => JoinMeetingInput, WHAT) input: JoinMeetingInput,
  ): Promise<JoinMeetingResult> {
    return joinMeeting(ctx, input);
  }

  @Mutation(() => Participant, { description: 'Goes out, or stops waiting.' })
  leaveMeeting(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => LeaveMeetingInput, WHAT) input: LeaveMeetingInput,
  ): Promise<ParticipantRow> {
    return leaveMeeting(ctx, input);
  }

  @FieldResolver(() => [User], { description: 'Who is in and can let them in; at most 10.' })
  hosts(@Root() { hostIds }: AwaitingApproval): User[] {
    return hostIds.map((id) => ({ id }));
  }
}
