import { CursorScalar, type Page, PageArgs } from '@parley/kit';
import { ArgsType, Args, Ctx, Directive, Field, FieldResolver, Query, Resolver } from 'type-graphql';
import { Call, CallConnection } from '../call/call.js';
import { activeCalls, callCursor, callHistory } from '../call/call-list.service.js';
import type { CallRow } from '../call/call.table.js';
import type { MeetingsContext } from '../context.js';
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

  @FieldResolver(() => CursorScalar, {
    nullable: true,
    description: 'Position of callEvents that this answer is exact at: ask for it before activeCalls.',
  })
  callCursor(@Ctx() ctx: MeetingsContext): Promise<string> {
    return callCursor(ctx);
  }
}
