import { CursorScalar, type LogEvent } from '@parley/kit';
import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Participant } from '../participant/participant.js';
import { participantInside } from '../participant/participant.service.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { Meeting } from './meeting.js';
import { MeetingChanged, MeetingEvent, ParticipantChanged } from './meeting-events.js';
import { followLobby, followMeeting, meetingTold } from './meeting-live.service.js';
import type { MeetingRow } from './meeting.table.js';

interface MeetingEventsArgs {
  readonly meetingId: string;
  readonly after?: string | null;
}

interface LobbyEventsArgs {
  readonly participantId: string;
  readonly after?: string | null;
}

const AFTER = { nullable: true, description: 'Only what comes after this cursor.' };

@Resolver(() => MeetingEvent)
export class MeetingEventsResolver {
  @Subscription(() => MeetingEvent, {
    description:
      'Everything that happens in a meeting; the same for everyone in it. ' +
      'Stream meeting:<id>; begin after Meeting.liveCursor.',
    subscribe: ({ context, args }: { context: MeetingsContext; args: MeetingEventsArgs }) =>
      followMeeting(context, args.meetingId, args.after),
  })
  meetingEvents(
    @Root() event: LogEvent,
    @Arg('meetingId', () => ID, { description: 'Id of the meeting.' }) _meetingId: string,
    @Arg('after', () => CursorScalar, AFTER) _after?: string,
  ): MeetingEvent {
    return event;
  }

  @Subscription(() => MeetingEvent, {
    description:
      "What becomes of the viewer's own place while they wait to be let in: join again once it is theirs. " +
      'Stream lobby:<id of the participant>; begin after AwaitingApproval.liveCursor.',
    subscribe: ({ context, args }: { context: MeetingsContext; args: LobbyEventsArgs }) =>
      followLobby(context, args.participantId, args.after),
  })
  lobbyEvents(
    @Root() event: LogEvent,
    @Arg('participantId', () => ID, { description: "Id of the viewer's participant." })
    _participantId: string,
    @Arg('after', () => CursorScalar, AFTER) _after?: string,
  ): MeetingEvent {
    return event;
  }
}

@Resolver(() => MeetingChanged)
export class MeetingChangedResolver {
  @FieldResolver(() => Meeting, { description: 'The meeting as it is now.' })
  meeting(@Ctx() ctx: MeetingsContext, @Root() { data }: MeetingChanged): Promise<MeetingRow> {
    return meetingTold(ctx, data.meetingId);
  }
}

@Resolver(() => ParticipantChanged)
export class ParticipantChangedResolver {
  @FieldResolver(() => Participant, { description: 'The participant as they are now.' })
  participant(@Ctx() ctx: MeetingsContext, @Root() { data }: ParticipantChanged): Promise<ParticipantRow> {
    return participantInside(ctx, data.participantId);
  }
}
