import type { Runtime } from '@parley/kit';
import { systemCaller } from '@parley/kit';
import type { MeetingsContext } from './context.js';
import { type MediaSettings, mediaPlan } from './janus/media-config.js';
import { RouteMedia1760000300000 } from './migrations/1760000300000-route-media.js';
import { NameMediaRegions1760000300010 } from './migrations/1760000300010-name-media-regions.js';
import { SayWhyThere1760000300040 } from './migrations/1760000300040-say-why-there.js';
import { NoteOwedAnswers1760000300020 } from './migrations/1760000300020-note-owed-answers.js';
import { MediaReachRow, MediaRegionRow } from './region/media-region.table.js';
import * as regions from './region/region.resolver.js';
import { nameServers, readMediaRegion } from './region/region.service.js';
import { serverLost } from './routed/loss.service.js';
import { MediaOwnerRow, MediaRoomRow, RoutedSeatRow } from './routed/media-seat.table.js';
import { hold, routedConsumer, tellRoom } from './routed/room-media.service.js';
import { RoutedMedia } from './routed/routed-media.js';
import * as routed from './routed/routed.resolver.js';

/** What the table of contents reads of the configuration of media servers. */
export interface RoutingOptions extends MediaSettings {
  /** Where a media server of our own keeps its things; absent, none is started. */
  readonly DATA_DIR?: string;
}

/** The media of rooms: through media servers. */
export const routing = {
  resolvers: [...Object.values(routed), ...Object.values(regions)],
  tables: [MediaOwnerRow, MediaRoomRow, RoutedSeatRow, MediaRegionRow, MediaReachRow],
  migrations: [
    ...[RouteMedia1760000300000, NameMediaRegions1760000300010, NoteOwedAnswers1760000300020],
    SayWhyThere1760000300040,
  ],
  references: {
    MediaRegion: ({ id }: { readonly id: string }, ctx: MeetingsContext) => readMediaRegion(ctx, id),
  },
  consumers: [routedConsumer],

  open: ({ DATA_DIR, ...settings }: RoutingOptions): RoutedMedia =>
    new RoutedMedia(mediaPlan(settings, DATA_DIR ?? null)),

  /** Runs it beside the subgraph. */
  alongside: (media: RoutedMedia) => (runtime: Runtime) => {
    const contextFor = (what: string) => runtime.context(systemCaller(what)) as MeetingsContext;
    return media.start(runtime, {
      heard: (event) => void tellRoom(contextFor('media heard'), event),
      started: (names) => nameServers(contextFor('media started'), names),
      published: (participantId) => hold(contextFor('media published'), participantId),
      serverLost: (server) => serverLost(contextFor('media server lost'), server),
    });
  },
};
