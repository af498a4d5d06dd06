import type { EntityManager } from 'typeorm';
import type { MediaRoomRow } from './media-seat.table.js';
import { roomPlaces as placesOf } from './routed.store.js';

/** Where the media of these meetings is, by meeting. */
export const roomPlaces = (
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, MediaRoomRow>> => placesOf(db, meetingIds);
