import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { meetingOfParticipant } from '../meeting/meeting.service.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { User } from '../person/user.js';
import { Participant, Quality } from './participant.js';
import { qualityOf } from './participant.service.js';
import type { ParticipantRow } from './participant.table.js';

@Resolver(() => Participant)
export class ParticipantResolver {
  @FieldResolver(() => Meeting, { nullable: true, description: 'The meeting.' })
  meeting(@Ctx() ctx: MeetingsContext, @Root() { meetingId }: Participant): Promise<MeetingRow | null> {
    return meetingOfParticipant(ctx, meetingId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'The person; null for those without an account.',
  })
  user(@Root() { personId }: Participant): User {
    return { id: personId };
  }

  @FieldResolver(() => Quality, {
    nullable: true,
    description: 'How their connection is, as their device last measured it; null before it has.',
  })
  quality(@Root() participant: ParticipantRow): Quality | null {
    return qualityOf(participant);
  }
}
