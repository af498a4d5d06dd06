import { byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { RoomRow } from './room.table.js';

const COLUMNS = 'r.meeting_id, r.channel_id, r.live, r.message_id';

/** Where meetings have their channel, by meeting. */
export async function roomsById(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, RoomRow>> {
  const statement = `select ${COLUMNS} from channel_meeting r where r.meeting_id = any($1)`;
  return byKey(await select<RoomRow>(db, statement, [meetingIds]), 'meetingId');
}

/** Where a meeting has its channel, held until the transaction ends. */
export const lockRoom = (db: EntityManager, meetingId: string): Promise<RoomRow | undefined> =>
  selectOne<RoomRow>(db, `select ${COLUMNS} from channel_meeting r where r.meeting_id = $1 for update`, [
    meetingId,
  ]);

/** The meeting that runs in each of these channels, the last one made where there are several; by channel. */
export async function liveRoomsIn(
  db: EntityManager,
  channelIds: readonly string[],
): Promise<Map<string, RoomRow>> {
  const rows = await select<RoomRow>(
    db,
    `select distinct on (r.channel_id) ${COLUMNS} from channel_meeting r
     where r.channel_id = any($1) and r.live order by r.channel_id, r.meeting_id desc`,
    [channelIds],
  );
  return byKey(rows, 'channelId');
}

/** Notes which channel a meeting belongs to; a channel that is not there is no channel of anything. */
export async function insertRoom(db: EntityManager, meetingId: string, channelId: string): Promise<boolean> {
  const inserted = await select(
    db,
    `insert into channel_meeting (meeting_id, channel_id)
     select $1, id from channel where id = $2 on conflict do nothing returning meeting_id`,
    [meetingId, channelId],
  );
  return inserted.length > 0;
}

/** Notes whether people are in a meeting, and what tells of it in its channel. */
export async function setRoomLive(
  db: EntityManager,
  meetingId: string,
  live: boolean,
  messageId: string | null,
): Promise<void> {
  const statement = 'update channel_meeting set live = $2, message_id = $3 where meeting_id = $1';
  await db.query(statement, [meetingId, live, messageId]);
}
