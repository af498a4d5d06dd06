import type { Runtime } from '@parley/kit';
import { systemCaller } from '@parley/kit';
import type { MeetingsContext } from './context.js';
import { type MediaSettings, mediaPlan } from './janus/media-config.js';
import { RouteMedia1760000300000 } from './migrations/1760000300000-route-media.js';
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
  resolvers: Object.values(routed),
  tables: [MediaOwnerRow, MediaRoomRow, RoutedSeatRow],
  migrations: [RouteMedia1760000300000],
  consumers: [routedConsumer],

  open: ({ DATA_DIR, ...settings }: RoutingOptions): RoutedMedia =>
    new RoutedMedia(mediaPlan(settings, DATA_DIR ?? null)),

  /** Runs it beside the subgraph. */
  alongside: (media: RoutedMedia) => (runtime: Runtime) => {
    const contextFor = (what: string) => runtime.context(systemCaller(what)) as MeetingsContext;
    return media.start(runtime, {
      heard: (event) => void tellRoom(contextFor('media heard'), event),
      published: (participantId) => hold(contextFor('media published'), participantId),
      serverLost: (server) => serverLost(contextFor('media server lost'), server),
    });
  },
};
