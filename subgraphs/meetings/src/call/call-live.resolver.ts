import { CursorScalar, follow, type LogEvent } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { callsStream } from '../events.js';
import { Call } from './call.js';
import { CallChanged, CallEvent, CallRinging } from './call-events.js';
import { readCall } from './call-list.service.js';
import type { CallRow } from './call.table.js';

const CALL = 'The call as it is now; null for those who are out of it.';

@Resolver(() => CallEvent)
export class CallEventsResolver {
  @Subscription(() => CallEvent, {
    description:
      "The viewer's calls, on all their devices. Stream calls:<id>; begin after Viewer.callCursor.",
    subscribe: ({ context, args }: { context: MeetingsContext; args: { after?: string | null } }) =>
      follow(context, callsStream(context.viewer.id), args.after),
  })
  callEvents(
    @Root() event: LogEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
    _after?: string,
  ): CallEvent {
    return event;
  }
}

@Resolver(() => CallRinging)
export class CallRingingResolver {
  @FieldResolver(() => Call, { nullable: true, description: CALL })
  call(@Ctx() ctx: MeetingsContext, @Root() { data }: CallRinging): Promise<CallRow | null> {
    return readCall(ctx, data.callId);
  }
}

@Resolver(() => CallChanged)
export class CallChangedResolver {
  @FieldResolver(() => Call, { nullable: true, description: CALL })
  call(@Ctx() ctx: MeetingsContext, @Root() { data }: CallChanged): Promise<CallRow | null> {
    return readCall(ctx, data.callId);
  }
}
