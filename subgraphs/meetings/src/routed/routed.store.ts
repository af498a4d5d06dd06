import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { PublishedStream } from '../janus/media-event.js';
import type { KeptSeat } from './device-seat.js';
import type { Uplink } from './uplink.js';
import type { MediaRoomRow, RoutedSeatRow, SeatOwner } from './media-seat.table.js';

const COLUMNS = `s.participant_id, s.meeting_id, s.seat, s.owner_id, s.reference, s.published, s.received,
  s.connection, s.owes_answer, s.lost`;

const PLACE = 'r.meeting_id, r.server, r.encrypted, r.because, r.reason, r.milliseconds';

/** For as long somebody who looks after seats may be silent: less than a media server keeps them. */
const OWNER_SECONDS = 6;

/** Notes where a room's media is, unless it is somewhere already. @returns where it is */
export async function placeRoom(db: EntityManager, place: MediaRoomRow): Promise<MediaRoomRow> {
  const row = await selectOne<MediaRoomRow>(
    db,
    `insert into media_room as r (meeting_id, server, encrypted, because, reason, milliseconds)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (meeting_id) do update set server = r.server
     returning ${PLACE}`,
    [place.meetingId, place.server, place.encrypted, place.because, place.reason, place.milliseconds],
  );
  return row ?? place;
}

export function roomPlace(db: EntityManager, meetingId: string): Promise<MediaRoomRow | undefined> {
  return selectOne<MediaRoomRow>(db, `select ${PLACE} from media_room r where r.meeting_id = $1`, [
    meetingId,
  ]);
}

export async function roomPlaces(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, MediaRoomRow>> {
  const rows = await select<MediaRoomRow>(
    db,
    `select ${PLACE} from media_room r where r.meeting_id = any($1)`,
    [meetingIds],
  );
  return new Map(rows.map((row) => [row.meetingId, row]));
}

/** A room's media is nowhere any more. */
export async function leavePlace(db: EntityManager, meetingId: string): Promise<void> {
  await db.query('delete from media_room where meeting_id = $1', [meetingId]);
  await db.query('delete from routed_seat where meeting_id = $1', [meetingId]);
}

/** A media server is gone: its rooms are nowhere, and their seats lost. @returns which meetings it had */
export async function loseServer(db: EntityManager, server: string): Promise<readonly string[]> {
  const rows = await select<{ meetingId: string }>(
    db,
    'delete from media_room where server = $1 returning meeting_id',
    [server],
  );
  const ids = rows.map(({ meetingId }) => meetingId);
  await db.query('update routed_seat set lost = true where meeting_id = any($1)', [ids]);
  return ids;
}

export function routedSeat(db: EntityManager, participantId: string): Promise<RoutedSeatRow | undefined> {
  return selectOne<RoutedSeatRow>(db, `select ${COLUMNS} from routed_seat s where s.participant_id = $1`, [
    participantId,
  ]);
}

/** What is needed to take a seat. */
export interface Claim {
  readonly participantId: string;
  readonly seat: number;
  readonly ownerId: string;
}

/**
 * Takes a device's seat on for this process, unless somebody has it: of two that try, one gets it. Nobody has a seat
 * who is not in the meeting; the row of who is in is held, so that leaving comes before or after.
 */
export async function claimSeat(
  db: EntityManager,
  { participantId, seat, ownerId }: Claim,
): Promise<boolean> {
  const claimed = await selectOne(
    db,
    `with present as (
       select id, meeting_id from participant
       where id = $1 and seat = $2 and state in ('JOINED', 'RECONNECTING') for share)
     insert into routed_seat as s (participant_id, meeting_id, seat, owner_id)
     select id, meeting_id, $2, $3 from present
     on conflict (participant_id) do update set seat = excluded.seat, owner_id = excluded.owner_id, reference = null,
       published = '[]', received = '[]', owes_answer = false, lost = false
     where s.seat < excluded.seat
     returning s.participant_id`,
    [participantId, seat, ownerId],
  );
  return claimed !== undefined;
}

/** Notes what another process needs to go on with a seat. @returns whether this process has it still */
export async function keepSeat(db: EntityManager, claim: Claim, kept: KeptSeat): Promise<boolean> {
  const row = await selectOne(
    db,
    `update routed_seat set reference = $4, received = $5, connection = $6, owes_answer = $7
     where participant_id = $1 and seat = $2 and owner_id = $3 returning participant_id`,
    [
      ...[claim.participantId, claim.seat, claim.ownerId],
      ...[JSON.stringify(kept.reference), JSON.stringify(kept.received), kept.connection, kept.owesAnswer],
    ],
  );
  return row !== undefined;
}

export async function keepPublished(
  db: EntityManager,
  claim: Claim,
  published: readonly PublishedStream[],
): Promise<void> {
  await db.query(
    `update routed_seat set published = $4 where participant_id = $1 and seat = $2 and owner_id = $3`,
    [claim.participantId, claim.seat, claim.ownerId, JSON.stringify(published)],
  );
}

/** A seat is over; one that another device or process has taken meanwhile is not touched. */
export async function dropSeat(db: EntityManager, claim: Claim, how: 'left' | 'lost'): Promise<void> {
  const where = 'where participant_id = $1 and seat = $2 and owner_id = $3';
  const statement =
    how === 'left' ? `delete from routed_seat ${where}` : `update routed_seat set lost = true ${where}`;
  await db.query(statement, [claim.participantId, claim.seat, claim.ownerId]);
}

/** Somebody has no seat any more, whoever looks after it. @returns the seat they had */
export function takeAwaySeat(db: EntityManager, participantId: string): Promise<RoutedSeatRow | undefined> {
  return selectOne<RoutedSeatRow>(
    db,
    `delete from routed_seat s where s.participant_id = $1 returning ${COLUMNS}`,
    [participantId],
  );
}

/** What everybody in a room sends, as was kept for those who take over. */
export function seatsIn(db: EntityManager, meetingId: string): Promise<RoutedSeatRow[]> {
  return select<RoutedSeatRow>(
    db,
    `select ${COLUMNS} from routed_seat s where s.meeting_id = $1 and not s.lost`,
    [meetingId],
  );
}

/** Says that this process is there. */
export async function beat(db: EntityManager, ownerId: string): Promise<void> {
  await db.query(
    'insert into media_owner (id) values ($1) on conflict (id) do update set seen_at = clock_timestamp()',
    [ownerId],
  );
}

/** Which of these seats other processes look after by now. */
export async function takenFrom(
  db: EntityManager,
  ownerId: string,
  participantIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await select<{ participantId: string }>(
    db,
    'select participant_id from routed_seat where participant_id = any($1) and owner_id <> $2',
    [participantIds, ownerId],
  );
  return rows.map(({ participantId }) => participantId);
}

export async function stopBeating(db: EntityManager, ownerId: string): Promise<void> {
  await db.query('delete from media_owner where id = $1', [ownerId]);
}

/** Takes over the seats of processes that are gone. */
export function inheritSeats(db: EntityManager, ownerId: string): Promise<readonly RoutedSeatRow[]> {
  // In one statement: nobody finds a process gone whose seats are its own still.
  return select<RoutedSeatRow>(
    db,
    `with silent as (
       delete from media_owner
       where seen_at < clock_timestamp() - make_interval(secs => $2) and id <> $1 returning id)
     update routed_seat s set owner_id = $1
     where not s.lost and s.participant_id in (
       select o.participant_id from routed_seat o
       where not o.lost and (o.owner_id in (select id from silent)
         or not exists (select from media_owner m where m.id = o.owner_id))
       order by o.participant_id for update of o skip locked)
     returning ${COLUMNS}`,
    [ownerId, OWNER_SECONDS],
  );
}

/** Takes seats over from these processes, whether or not they are gone; of several that try, one gets each. */
export function seizeSeats(
  db: EntityManager,
  ownerId: string,
  from: readonly SeatOwner[],
): Promise<readonly RoutedSeatRow[]> {
  return select<RoutedSeatRow>(
    db,
    `update routed_seat s set owner_id = $1 from unnest($2::text[], $3::text[]) as o (participant_id, owner_id)
     where s.participant_id = o.participant_id and s.owner_id = o.owner_id and s.owner_id <> $1
       and not s.lost and s.reference is not null
     returning ${COLUMNS}`,
    [ownerId, from.map(({ participantId }) => participantId), from.map((each) => each.ownerId)],
  );
}

/** Whether the media server has lost the seat of that device. */
export async function seatIsLost(db: EntityManager, participantId: string, seat: number): Promise<boolean> {
  const row = await selectOne(
    db,
    'select participant_id from routed_seat where participant_id = $1 and seat = $2 and lost',
    [participantId, seat],
  );
  return row !== undefined;
}

/** Notes how what people send arrives. */
export async function noteUplinks(db: EntityManager, uplinks: readonly Uplink[]): Promise<void> {
  await db.query(
    `update routed_seat s set uplink_round_trip_ms = u.round_trip, uplink_jitter_ms = u.jitter,
       uplink_loss_ratio = u.loss, uplink_at = clock_timestamp()
     from unnest($1::text[], $2::int[], $3::int[], $4::real[]) as u (participant_id, round_trip, jitter, loss)
     where s.participant_id = u.participant_id`,
    [
      uplinks.map(({ participantId }) => participantId),
      uplinks.map(({ roundTripMs }) => Math.round(roundTripMs)),
      uplinks.map(({ jitterMs }) => Math.round(jitterMs)),
      uplinks.map(({ lossRatio }) => lossRatio),
    ],
  );
}

/** How what somebody sends arrived in the last seconds; undefined where nobody measured. */
export function uplinkOf(db: EntityManager, participantId: string): Promise<Uplink | undefined> {
  return selectOne<Uplink>(
    db,
    `select participant_id, uplink_round_trip_ms as round_trip_ms, uplink_jitter_ms as jitter_ms,
       uplink_loss_ratio as loss_ratio
     from routed_seat where participant_id = $1 and uplink_at > clock_timestamp() - interval '10 seconds'`,
    [participantId],
  );
}
