import type { ExplanationKey } from '@parley/kit';
import type { MeetingsContext } from './context.js';
import * as entries from './entry/entry.resolver.js';
import { guestsConsumer } from './entry/guests.consumer.js';
import { watchingRooms } from './entry/watch.job.js';
import * as hosts from './host/host.resolver.js';
import * as links from './link/link.resolver.js';
import { peekMeeting } from './meeting/meeting.access.js';
import { MeetingChanged, ParticipantChanged } from './meeting/meeting-events.js';
import * as live from './meeting/meeting-live.resolver.js';
import * as meetings from './meeting/meeting.resolver.js';
import { MeetingRow } from './meeting/meeting.table.js';
import * as deeds from './meeting/room.resolver.js';
import { OpenRooms1760000200000 } from './migrations/1760000200000-open-rooms.js';
import { GiveRoomsALink1760000200010 } from './migrations/1760000200010-give-rooms-a-link.js';
import * as participants from './participant/participant.resolver.js';
import { peekParticipant } from './participant/participant.service.js';
import { ParticipantRow } from './participant/participant.table.js';
import { AccessSubject } from './why/explanation.js';
import * as why from './why/why.resolver.js';
import { explain } from './why/why.service.js';

interface Key {
  readonly id: string;
}

/** Rooms, who is in them and what they may do there. */
export const rooms = {
  resolvers: [
    ...[...Object.values(meetings), ...Object.values(deeds), ...Object.values(live)],
    ...[
      ...Object.values(participants),
      ...Object.values(entries),
      ...Object.values(hosts),
      ...Object.values(links),
      ...Object.values(why),
    ],
  ],
  types: [MeetingChanged, ParticipantChanged, AccessSubject],
  references: {
    AccessExplanation: (key: ExplanationKey<'meetingsKey'>, ctx: MeetingsContext) => explain(ctx, key),
    Meeting: ({ id }: Key, ctx: MeetingsContext) => peekMeeting(ctx, id),
    Participant: ({ id }: Key, ctx: MeetingsContext) => peekParticipant(ctx, id),
  },
  tables: [MeetingRow, ParticipantRow],
  migrations: [OpenRooms1760000200000, GiveRoomsALink1760000200010],
  consumers: [guestsConsumer],
  jobs: [watchingRooms],
};
