import { CursorScalar, type Page, PageArgs } from '@parley/kit';
import { ArgsType, Args, Ctx, Directive, Field, FieldResolver, Query, Resolver } from 'type-graphql';
import { Call, CallConnection } from '../call/call.js';
import { activeCalls, callCursor, callHistory } from '../call/call-list.service.js';
import type { CallRow } from '../call/call.table.js';
import type { MeetingsContext } from '../context.js';
import { MeetingConnection } from '../meeting/meeting.js';
import { liveMeetings } from '../meeting/meeting-list.service.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { Viewer } from '../person/user.js';

@ArgsType()
class HistoryArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those that the viewer did not answer.' })
  readonly missedOnly?: boolean | null;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Directive('@shareable')
  @Query(() => Viewer, {
    nullable: true,
    description: "The caller's own things; null when nobody is signed in.",
  })
  viewer(@Ctx() ctx: MeetingsContext): Viewer | null {
    return ctx.caller.viewer ? { id: ctx.viewer.id } : null;
  }

  @FieldResolver(() => [Call], { nullable: true, description: 'Calls that ring or run; at most 10.' })
  activeCalls(@Ctx() ctx: MeetingsContext): Promise<CallRow[]> {
    return activeCalls(ctx);
  }

  @FieldResolver(() => CallConnection, { nullable: true, description: 'Past calls, the newest first.' })
  callHistory(
    @Ctx() ctx: MeetingsContext,
    @Args(() => HistoryArgs) args: HistoryArgs,
  ): Promise<Page<CallRow>> {
    return callHistory(ctx, args, args.missedOnly === true);
  }

  @FieldResolver(() => MeetingConnection, {
    nullable: true,
    description: 'Meetings that run and that the viewer may come to, the latest first.',
  })
  liveMeetings(@Ctx() ctx: MeetingsContext, @Args(() => PageArgs) args: PageArgs): Promise<Page<MeetingRow>> {
    return liveMeetings(ctx, args);
  }

  @FieldResolver(() => CursorScalar, {
    nullable: true,
    description: 'Position of callEvents that this answer is exact at: ask for it before activeCalls.',
  })
  callCursor(@Ctx() ctx: MeetingsContext): Promise<string> {
    return callCursor(ctx);
  }
}
