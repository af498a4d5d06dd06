import {
  type RequestContext,
  type SubgraphDefinition,
  deadLetterResolvers,
  defineSubgraph,
} from '@parley/kit';
import { CallChanged, CallRinging, CaughtUp, CursorExpired } from './call/call-events.js';
import { givingUpRinging, watchingCalls } from './call/call.job.js';
import * as calls from './call/call.resolver.js';
import * as deeds from './call/call-deeds.resolver.js';
import * as live from './call/call-live.resolver.js';
import { CallRow } from './call/call.table.js';
import { peekCall } from './call/call.access.js';
import { ChannelMemberRow } from './channel/channel-member.table.js';
import { chatConsumer } from './channel/chat.consumer.js';
import type { CallSettings, MeetingsContext } from './context.js';
import { peekMeeting } from './meeting/meeting.access.js';
import * as rooms from './meeting/meeting.resolver.js';
import { MeetingRow } from './meeting/meeting.table.js';
import { CreateCalls1760000100000 } from './migrations/1760000100000-create-calls.js';
import * as participants from './participant/participant.resolver.js';
import { peekParticipant } from './participant/participant.service.js';
import { ParticipantRow } from './participant/participant.table.js';
import { identityConsumer } from './person/identity.consumer.js';
import { PersonRow } from './person/person.table.js';
import * as policies from './policy/call-policy.resolver.js';
import { CallPolicyRow } from './policy/call-policy.table.js';
import * as signalling from './signal/signal.resolver.js';
import * as viewers from './viewer/viewer.resolver.js';

export { meetingsConfig } from './config.js';

/** What the table of contents reads of the configuration. */
export interface MeetingsOptions {
  /** How long a call rings, in seconds; 45 when left out. */
  readonly CALL_RING_SECONDS?: number;
  /** Relays and address servers, separated by commas. */
  readonly TURN_URLS?: string | undefined;
  readonly TURN_SECRET?: string | undefined;
}

interface Key {
  readonly id: string;
}

/** How each entity is read back by its key, on behalf of whoever asks. */
const references: Readonly<Record<string, (key: Key, ctx: MeetingsContext) => unknown>> = {
  Call: ({ id }, ctx) => peekCall(ctx, id),
  Meeting: ({ id }, ctx) => peekMeeting(ctx, id),
  Participant: ({ id }, ctx) => peekParticipant(ctx, id),
  User: ({ id }) => ({ id }),
  Viewer: ({ id }, ctx) => (ctx.viewer.id === id ? { id } : null),
};

/** What meetings could not take in of others' events, for administrators. */
const deadLetters = deadLetterResolvers('meetings');

const settingsOf = ({ CALL_RING_SECONDS = 45, TURN_URLS, TURN_SECRET }: MeetingsOptions): CallSettings => ({
  ringSeconds: CALL_RING_SECONDS,
  relayUrls: (TURN_URLS ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== ''),
  relaySecret: TURN_SECRET ?? null,
});

/** Calls: who rings whom, where each of them stands, and the signalling between their devices. */
export function meetings(options: MeetingsOptions = {}): Promise<SubgraphDefinition> {
  const settings = settingsOf(options);
  return defineSubgraph<MeetingsContext>({
    name: 'meetings',
    resolvers: [
      ...[...deadLetters, ...Object.values(calls), ...Object.values(deeds), ...Object.values(live)],
      ...[...Object.values(rooms), ...Object.values(participants), ...Object.values(signalling)],
      ...[...Object.values(policies), ...Object.values(viewers)],
    ],
    types: [CallRinging, CallChanged, CaughtUp, CursorExpired],
    references,
    tables: [PersonRow, ChannelMemberRow, CallPolicyRow, MeetingRow, ParticipantRow, CallRow],
    migrations: [CreateCalls1760000100000],
    consumers: [identityConsumer, chatConsumer],
    jobs: [givingUpRinging, watchingCalls],
    context: (base: RequestContext) => Object.assign(base, { calls: settings }),
  });
}
