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
import { CreateCalls1760000100000 } from './migrations/1760000100000-create-calls.js';
import { peekParticipant } from './participant/participant.service.js';
import { identityConsumer } from './person/identity.consumer.js';
import { PersonRow } from './person/person.table.js';
import * as policies from './policy/call-policy.resolver.js';
import { CallPolicyRow } from './policy/call-policy.table.js';
import { recordings } from './recordings.js';
import { records } from './records.js';
import { MeetingLinks } from './link/links.js';
import { rooms } from './rooms.js';
import { roomMedia } from './routed/room-media.service.js';
import { routing, type RoutingOptions } from './routing.js';
import { sealing } from './sealing.js';
import * as signalling from './signal/signal.resolver.js';
import { together } from './together.js';
import * as viewers from './viewer/viewer.resolver.js';
import { type ExplanationKey, explain } from './why/why.service.js';

export { meetingsConfig } from './config.js';
export { mediaConfig } from './janus/media-config.js';

/** What the table of contents reads of the configuration. */
export interface MeetingsOptions extends RoutingOptions {
  /** How long a call rings, in seconds; 45 when left out. */
  readonly CALL_RING_SECONDS?: number;
  /** How many may be in a room at once; 300 when left out. */
  readonly MEETING_MAX_PARTICIPANTS?: number;
  /** How long a room that was begun at once stays open with nobody in it, in seconds; 120 when left out. */
  readonly MEETING_EMPTY_SECONDS?: number;
  /** For how long an answer of those who are asked whether they may be recorded is waited for; 60 when left out. */
  readonly RECORDING_ASK_SECONDS?: number;
  /** For how many days a recording is kept; 365 when left out. */
  readonly RECORDING_DAYS?: number;
  /** What services share: the links of rooms are made with a key derived from it. Of this process alone when left out. */
  readonly PROOF_SECRET?: string;
  /** Relays and address servers, separated by commas. */
  readonly TURN_URLS?: string | undefined;
  readonly TURN_SECRET?: string | undefined;
}

interface Key {
  readonly id: string;
}

/** How each entity is read back by its key, on behalf of whoever asks. */
const references: Readonly<Record<string, (key: Key & ExplanationKey, ctx: MeetingsContext) => unknown>> = {
  AccessExplanation: (key, ctx) => explain(ctx, key),
  Call: ({ id }, ctx) => peekCall(ctx, id),
  Meeting: ({ id }, ctx) => peekMeeting(ctx, id),
  Participant: ({ id }, ctx) => peekParticipant(ctx, id),
  ...records.references,
  ...recordings.references,
  ...together.references,
  ...routing.references,
  User: ({ id }) => ({ id }),
  Viewer: ({ id }, ctx) => (ctx.viewer.id === id ? { id } : null),
};

/** What meetings could not take in of others' events, for administrators. */
const deadLetters = deadLetterResolvers('meetings');

const settingsOf = ({
  CALL_RING_SECONDS = 45,
  MEETING_MAX_PARTICIPANTS = 300,
  MEETING_EMPTY_SECONDS = 120,
  PROOF_SECRET,
  TURN_URLS,
  TURN_SECRET,
}: MeetingsOptions): CallSettings => ({
  ringSeconds: CALL_RING_SECONDS,
  links: new MeetingLinks(PROOF_SECRET),
  roomSize: MEETING_MAX_PARTICIPANTS,
  emptySeconds: MEETING_EMPTY_SECONDS,
  media: null,
  relayUrls: (TURN_URLS ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== ''),
  relaySecret: TURN_SECRET ?? null,
});

/** Calls: who rings whom, where each of them stands, and the signalling between their devices. */
export function meetings(options: MeetingsOptions = {}): Promise<SubgraphDefinition> {
  const routed = routing.open(options);
  const settings: CallSettings = { ...settingsOf(options), media: roomMedia(routed) };
  const { RECORDING_ASK_SECONDS = 60, RECORDING_DAYS = 365 } = options;
  const recording = { askSeconds: RECORDING_ASK_SECONDS, days: RECORDING_DAYS };
  return defineSubgraph<MeetingsContext>({
    name: 'meetings',
    resolvers: [
      ...[...deadLetters, ...Object.values(calls), ...Object.values(deeds), ...Object.values(live)],
      ...[...rooms.resolvers, ...Object.values(signalling)],
      ...[...Object.values(policies), ...Object.values(viewers), ...records.resolvers],
      ...[...routing.resolvers, ...sealing.resolvers, ...together.resolvers, ...recordings.resolvers],
    ],
    types: [
      CallRinging,
      CallChanged,
      CaughtUp,
      CursorExpired,
      ...rooms.types,
      ...together.types,
      ...records.types,
      ...recordings.types,
    ],
    references,
    tables: [
      PersonRow,
      ChannelMemberRow,
      CallPolicyRow,
      CallRow,
      ...rooms.tables,
      ...records.tables,
      ...[...routing.tables, ...sealing.tables, ...together.tables, ...recordings.tables],
    ],
    migrations: [
      CreateCalls1760000100000,
      ...rooms.migrations,
      ...[...routing.migrations, ...sealing.migrations, ...together.migrations, ...recordings.migrations],
      ...records.migrations,
    ],
    http: records.door,
    consumers: [
      identityConsumer,
      chatConsumer,
      ...rooms.consumers,
      ...records.consumers,
      ...routing.consumers,
      ...recordings.consumers,
    ],
    jobs: [
      givingUpRinging,
      watchingCalls,
      ...records.jobs,
      ...rooms.jobs,
      ...recordings.jobs,
      ...together.jobs,
    ],
    context: (base: RequestContext) => Object.assign(base, { calls: settings, recording, routed }),
    alongside: async (runtime) => {
      const stopRouting = await routing.alongside(routed)(runtime);
      const stopRecording = recordings.alongside(routed, runtime);
      return async () => {
        await stopRecording();
        await stopRouting();
      };
    },
    parcels: recordings.parcels,
  });
}
