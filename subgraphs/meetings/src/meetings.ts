import {
  type RequestContext,
  type Runtime,
  type SubgraphDefinition,
  type SubgraphParts,
  deadLetterResolvers,
  defineSubgraph,
} from '@parley/kit';
import { calling } from './calling.js';
import type { CallSettings, MeetingsContext } from './context.js';
import { growing } from './growing.js';
import { MeetingLinks } from './link/links.js';
import { type RecordingOptions, recordings } from './recordings.js';
import { records } from './records.js';
import { rooms } from './rooms.js';
import { roomMedia } from './routed/room-media.service.js';
import type { RoutedMedia } from './routed/routed-media.js';
import { routing, type RoutingOptions } from './routing.js';
import { sealing } from './sealing.js';
import { together } from './together.js';

export { meetingsConfig } from './config.js';
export { mediaConfig } from './janus/media-config.js';

/** What the table of contents reads of the configuration. */
export interface MeetingsOptions extends RoutingOptions, RecordingOptions {
  /** How long a call rings, in seconds; 45 when left out. */
  readonly CALL_RING_SECONDS?: number;
  /** How many may be in a room at once; 300 when left out. */
  readonly MEETING_MAX_PARTICIPANTS?: number;
  /** How long a room that was begun at once stays open with nobody in it, in seconds; 120 when left out. */
  readonly MEETING_EMPTY_SECONDS?: number;
  /** What services share: the links of rooms are made with a key derived from it. Of this process alone when left out. */
  readonly PROOF_SECRET?: string;
  /** Relays and address servers, separated by commas. */
  readonly TURN_URLS?: string | undefined;
  readonly TURN_SECRET?: string | undefined;
}

type Parts = SubgraphParts<MeetingsContext>;
type Lists = 'resolvers' | 'types' | 'tables' | 'migrations' | 'consumers' | 'jobs';

/** What the subgraph is made of; each part lists its own. */
const parts: readonly Partial<Pick<Parts, Lists | 'references'>>[] = [
  ...[calling, rooms, routing, sealing],
  ...[together, records, recordings, growing],
];

/** What all parts have of a kind. */
const all = <K extends Lists>(kind: K): NonNullable<Parts[K]>[number][] =>
  parts.flatMap((part) => (part[kind] ?? []) as NonNullable<Parts[K]>[number][]);

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

/** Calls and rooms: who rings whom, who is in which room, and what they send, do and leave behind there. */
export function meetings(options: MeetingsOptions = {}): Promise<SubgraphDefinition> {
  const routed = routing.open(options);
  const settings: CallSettings = { ...settingsOf(options), media: roomMedia(routed) };
  const recording = recordings.settingsOf(options);
  return defineSubgraph<MeetingsContext>({
    name: 'meetings',
    resolvers: [...deadLetters, ...all('resolvers')],
    types: all('types'),
    // How each entity is read back by its key, on behalf of whoever asks.
    references: Object.assign({}, ...parts.map(({ references }) => references)) as Parts['references'] &
      object,
    tables: all('tables'),
    migrations: all('migrations'),
    consumers: all('consumers'),
    jobs: all('jobs'),
    http: records.door,
    context: (base: RequestContext) => Object.assign(base, { calls: settings, recording, routed }),
    alongside: (runtime) => runAlongside(routed, runtime),
    parcels: recordings.parcels,
  });
}

/** Media goes through media servers, and is recorded, for as long as the subgraph runs. */
async function runAlongside(routed: RoutedMedia, runtime: Runtime): Promise<() => Promise<void>> {
  const stopRouting = await routing.alongside(routed)(runtime);
  const stopRecording = recordings.alongside(routed, runtime);
  return async () => {
    await stopRecording();
    await stopRouting();
  };
}
