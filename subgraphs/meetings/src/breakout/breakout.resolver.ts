import { DateTimeScalar } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { meetingInside } from '../meeting/meeting.service.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { User } from '../person/user.js';
import {
  AskForHelpInput,
  AssignToBreakoutInput,
  CloseBreakoutsInput,
  OpenBreakoutsInput,
  PlanBreakoutsInput,
  TellBreakoutsInput,
} from './breakout.inputs.js';
import { BreakoutSession, BreakoutsChanged } from './breakout.js';
import { askForHelp, parentOf, tellBreakouts } from './breakout-help.service.js';
import { assignedTo, helpWantedAt, listBreakouts, viewerBreakout } from './breakout-list.service.js';
import { assignToBreakout, closeBreakouts, openBreakouts, planBreakouts } from './breakout.service.js';
import { sessionOf } from './breakout-session.service.js';

const WHAT = { description: 'What to do.' };

@Resolver(() => Meeting)
export class BreakoutDeedsResolver {
  @Mutation(() => Meeting, { description: 'Prepares breakout rooms, in place of those that were prepared.' })
  planBreakouts(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => PlanBreakoutsInput, WHAT) input: PlanBreakoutsInput,
  ): Promise<MeetingRow> {
    return planBreakouts(ctx, input);
  }

  @Mutation(() => Meeting, { description: 'Opens breakout rooms: everybody goes where they were put.' })
  openBreakouts(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => OpenBreakoutsInput, WHAT) input: OpenBreakoutsInput,
  ): Promise<MeetingRow> {
    return openBreakouts(ctx, input);
  }

  @Mutation(() => Meeting, { description: 'Brings everyone back.' })
  closeBreakouts(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => CloseBreakoutsInput, WHAT) input: CloseBreakoutsInput,
  ): Promise<MeetingRow> {
    return closeBreakouts(ctx, input);
  }

  @Mutation(() => Meeting, {
    description:
      'Puts people into a breakout room, also while they are open; answers with the whole meeting.',
  })
  assignToBreakout(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AssignToBreakoutInput, WHAT) input: AssignToBreakoutInput,
  ): Promise<MeetingRow> {
    return assignToBreakout(ctx, input);
  }

  @Mutation(() => Meeting, { description: 'Asks the hosts to come into a breakout room, for those in it.' })
  askForHelp(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AskForHelpInput, WHAT) input: AskForHelpInput,
  ): Promise<MeetingRow> {
    return askForHelp(ctx, input);
  }

  @Mutation(() => Boolean, { description: 'Shows one line in a meeting and in all its breakout rooms.' })
  tellBreakouts(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => TellBreakoutsInput, WHAT) input: TellBreakoutsInput,
  ): Promise<boolean> {
    return tellBreakouts(ctx, input);
  }
}

@Resolver(() => Meeting)
export class MeetingBreakoutsResolver {
  @FieldResolver(() => [Meeting], {
    description: 'Its breakout rooms; at most 50. Hosts see those that are planned, the others open ones.',
  })
  breakouts(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<MeetingRow[]> {
    return listBreakouts(ctx, id);
  }

  @FieldResolver(() => BreakoutSession, {
    nullable: true,
    description: 'That its breakout rooms are open; null while they are not.',
  })
  breakoutSession(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<BreakoutSession | null> {
    return sessionOf(ctx, id);
  }

  @FieldResolver(() => Meeting, {
    nullable: true,
    description: 'Where the viewer is to go while its breakout rooms are open; null for who stays.',
  })
  viewerBreakout(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<MeetingRow | null> {
    return viewerBreakout(ctx, id);
  }

  @FieldResolver(() => Meeting, { nullable: true, description: 'The meeting it broke out of.' })
  parent(@Ctx() ctx: MeetingsContext, @Root() { parentId }: MeetingRow): Promise<MeetingRow | null> {
    return parentOf(ctx, parentId);
  }

  @FieldResolver(() => [User], {
    description: 'Of a breakout room, who is to go there; at most 300, and none for those who do not see it.',
  })
  async assigned(@Ctx() ctx: MeetingsContext, @Root() meeting: MeetingRow): Promise<User[]> {
    return (await assignedTo(ctx, meeting)).map((id) => ({ id }));
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'Of a breakout room, since when those in it wait for a host.',
  })
  helpWantedAt(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<Date | null> {
    return helpWantedAt(ctx, id);
  }
}

@Resolver(() => BreakoutsChanged)
export class BreakoutsChangedResolver {
  @FieldResolver(() => Meeting, { description: 'The meeting whose rooms they are.' })
  meeting(@Ctx() ctx: MeetingsContext, @Root() { data }: BreakoutsChanged): Promise<MeetingRow> {
    return meetingInside(ctx, data.meetingId);
  }
}
