import { peekCall } from './call/call.access.js';
import { CallChanged, CallRinging, CaughtUp, CursorExpired } from './call/call-events.js';
import { givingUpRinging, watchingCalls } from './call/call.job.js';
import * as calls from './call/call.resolver.js';
import * as deeds from './call/call-deeds.resolver.js';
import * as live from './call/call-live.resolver.js';
import { CallRow } from './call/call.table.js';
import { ChannelMemberRow } from './channel/channel-member.table.js';
import { chatConsumer } from './channel/chat.consumer.js';
import type { MeetingsContext } from './context.js';
import { CreateCalls1760000100000 } from './migrations/1760000100000-create-calls.js';
import { identityConsumer } from './person/identity.consumer.js';
import { PersonRow } from './person/person.table.js';
import * as policies from './policy/call-policy.resolver.js';
import { CallPolicyRow } from './policy/call-policy.table.js';
import * as signalling from './signal/signal.resolver.js';
import * as viewers from './viewer/viewer.resolver.js';

interface Key {
  readonly id: string;
}

/** Who rings whom, where each call stands, and the signalling between devices. */
export const calling = {
  resolvers: [
    ...[...Object.values(calls), ...Object.values(deeds), ...Object.values(live)],
    ...[...Object.values(signalling), ...Object.values(policies), ...Object.values(viewers)],
  ],
  types: [CallRinging, CallChanged, CaughtUp, CursorExpired],
  references: {
    Call: ({ id }: Key, ctx: MeetingsContext) => peekCall(ctx, id),
    User: ({ id }: Key) => ({ id }),
    Viewer: ({ id }: Key, ctx: MeetingsContext) => (ctx.viewer.id === id ? { id } : null),
  },
  tables: [PersonRow, ChannelMemberRow, CallPolicyRow, CallRow],
  migrations: [CreateCalls1760000100000],
  consumers: [identityConsumer, chatConsumer],
  jobs: [givingUpRinging, watchingCalls],
};
