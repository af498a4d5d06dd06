import { type Page, PageArgs } from '@parley/kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { User } from '../person/user.js';
import { Attendance, AttendanceConnection, Stay } from './attendance.js';
import { listAttendance, staysIn } from './attendance.service.js';
import type { AttendanceRow, StayRow } from './attendance.store.js';

@Resolver(() => Meeting)
export class MeetingAttendanceResolver {
  @FieldResolver(() => AttendanceConnection, {
    nullable: true,
    description:
      'Who was there and how long, the first to come first; kept after the end. Null for all but hosts.',
  })
  attendance(
    @Ctx() ctx: MeetingsContext,
    @Root() meeting: Meeting,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<AttendanceRow> | null> {
    return listAttendance(ctx, meeting.id, args);
  }
}

@Resolver(() => Attendance)
export class AttendanceResolver {
  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() { personId }: Attendance): User {
    return { id: personId };
  }

  @FieldResolver(() => [Stay], {
    description: 'When they came and left, in order; at most 100, the last ones.',
  })
  stays(@Ctx() ctx: MeetingsContext, @Root() { participantId }: Attendance): Promise<readonly StayRow[]> {
    return staysIn(ctx, participantId);
  }
}
