import { type EncryptionMode, byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MediaKeyShareRow } from './media-key.table.js';

/** In a meeting with the device whose key that is. */
const HOLDS = `(p.state in ('JOINED', 'RECONNECTING') and p.seat = k.seat)`;

/** The public key of a device that has just taken somebody's place. */
interface NewKey {
  readonly participantId: string;
  readonly seat: number;
  readonly publicKey: string;
  /** Whether the key before it, if there was any, was in use: then this one begins another turn. */
  readonly inTurn: boolean;
}

/** Keeps the public key of a device; whoever comes in again with the same one on the same seat changes nothing. */
export async function saveMediaKey(
  db: EntityManager,
  { participantId, seat, publicKey, inTurn }: NewKey,
): Promise<void> {
  await db.query(
    `insert into media_key as k (participant_id, seat, public_key) values ($1, $2, $3)
     on conflict (participant_id) do update set seat = excluded.seat, public_key = excluded.public_key,
       turns = k.turns + ($4 and (k.seat <> excluded.seat or k.public_key <> excluded.public_key))::int`,
    [participantId, seat, publicKey, inTurn],
  );
}

/** Leaves a device its key under another number of its seat. */
export async function moveMediaKey(
  db: EntityManager,
  participantId: string,
  seats: { readonly from: number; readonly to: number },
): Promise<void> {
  await db.query('update media_key set seat = $3 where participant_id = $1 and seat = $2', [
    participantId,
    seats.from,
    seats.to,
  ]);
}

/** The public keys of those who are in with a device that has one, by participant. */
export async function publicKeysOf(
  db: EntityManager,
  participantIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await select<{ id: string; publicKey: string }>(
    db,
    `select p.id, k.public_key from participant p join media_key k on k.participant_id = p.id
     where p.id = any($1) and ${HOLDS}`,
    [participantIds],
  );
  return new Map(rows.map(({ id, publicKey }) => [id, publicKey]));
}

/** How a meeting stands with its keys. */
export interface KeyStanding {
  readonly meetingId: string;
  /** How somebody chose that it is encrypted; null where nobody did, and it is as its devices can. */
  readonly chosen: EncryptionMode | null;
  /**
   * Grows whenever somebody with a key comes, goes or changes their device, and is worked out of who is there: nothing
   * that lets somebody in or out can forget it. Each key counts one from when it is in use, and one more when it is not
   * any more; a key of somebody who only waits counts nothing.
   */
  readonly epoch: number;
  /** How many are in, and how many of them have a key. */
  readonly present: number;
  readonly holding: number;
}

/** How meetings stand with their keys. */
export async function keyStandings(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, KeyStanding>> {
  const rows = await select<KeyStanding>(
    db,
    `select m.id as meeting_id,
       case when m.kind <> 'CALL' then m.encryption else e.mode end as chosen,
       coalesce(sum(2 * k.turns - case when ${HOLDS} then 1 when p.state in ('WAITING', 'DENIED') then 2 else 0 end),
         0)::int as epoch,
       count(p.id) filter (where p.state in ('JOINED', 'RECONNECTING'))::int as present,
       count(p.id) filter (where ${HOLDS})::int as holding
     from meeting m left join call_encryption e on e.meeting_id = m.id
       left join participant p on p.meeting_id = m.id left join media_key k on k.participant_id = p.id
     where m.id = any($1) group by m.id, e.mode`,
    [meetingIds],
  );
  return byKey(rows, 'meetingId');
}

/** Keeps how somebody chose that a call is encrypted. */
export async function chooseEncryption(
  db: EntityManager,
  meetingId: string,
  mode: EncryptionMode,
): Promise<void> {
  await db.query(
    `insert into call_encryption (meeting_id, mode) values ($1, $2)
     on conflict (meeting_id) do update set mode = excluded.mode`,
    [meetingId, mode],
  );
}

/** A sealed key, and for whom. */
export interface Share {
  readonly participantId: string;
  readonly sealed: string;
}

/**
 * Keeps what somebody sealed for others who are in the same meeting with a key; what they sealed before is gone.
 * @returns for whom it was kept
 */
export async function saveShares(
  db: EntityManager,
  {
    meetingId,
    fromId,
    epoch,
  }: { readonly meetingId: string; readonly fromId: string; readonly epoch: number },
  shares: readonly Share[],
): Promise<string[]> {
  const rows = await select<{ toId: string }>(
    db,
    `insert into media_key_share (to_id, from_id, epoch, sealed)
     select p.id, $2, $3, s.sealed
     from unnest($4::text[], $5::text[]) as s (to_id, sealed)
       join participant p on p.id = s.to_id and p.meeting_id = $1 and p.id <> $2
       join media_key k on k.participant_id = p.id and ${HOLDS}
     order by p.id
     on conflict (to_id, from_id) do update set epoch = excluded.epoch, sealed = excluded.sealed
     returning to_id`,
    [
      ...[meetingId, fromId, epoch, shares.map(({ participantId }) => participantId)],
      shares.map(({ sealed }) => sealed),
    ],
  );
  return rows.map(({ toId }) => toId);
}

/** What others sealed for somebody in an epoch. */
export function sharesFor(db: EntityManager, toId: string, epoch: number): Promise<MediaKeyShareRow[]> {
  return select<MediaKeyShareRow>(
    db,
    'select to_id, from_id, epoch, sealed from media_key_share where to_id = $1 and epoch = $2 order by from_id',
    [toId, epoch],
  );
}
