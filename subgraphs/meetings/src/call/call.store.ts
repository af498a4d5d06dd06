import { boundsOf, byKey, byTime, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { CallEnding, CallState } from './call-state.js';
import type { CallRow } from './call.table.js';

const COLUMNS = `c.id, c.organization_id, c.meeting_id, c.caller_id, c.callee_id, c.state, c.video, c.device,
  c.started_at, c.rings_until, c.answered_at, c.finished_at, c.ended_because, c.held_by_id, c.transferred_to_id,
  c.consults_about_id, c.adds_to_id`;

/** A call that begins to ring, or that is put through at once. */
export interface NewCall {
  readonly id: string;
  readonly organizationId: string;
  readonly meetingId: string;
  readonly callerId: string;
  readonly calleeId: string;
  readonly state: CallState;
  readonly video: boolean;
  readonly ringSeconds: number;
  readonly consultsAboutId: string | null;
  readonly addsToId: string | null;
}

export function insertCall(db: EntityManager, call: NewCall): Promise<CallRow | undefined> {
  return selectOne<CallRow>(
    db,
    `insert into call as c (id, organization_id, meeting_id, caller_id, callee_id, state, video, rings_until,
       answered_at, consults_about_id, adds_to_id)
     values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + make_interval(secs => $8),
       case when $6 = 'ACTIVE' then clock_timestamp() end, $9, $10)
     returning ${COLUMNS}`,
    [
      ...[call.id, call.organizationId, call.meetingId, call.callerId, call.calleeId, call.state, call.video],
      ...[call.ringSeconds, call.consultsAboutId, call.addsToId],
    ],
  );
}

export async function callsById(db: EntityManager, ids: readonly string[]): Promise<Map<string, CallRow>> {
  const statement = `select ${COLUMNS} from call c where c.id = any($1)`;
  return byKey(await select<CallRow>(db, statement, [ids]), 'id');
}

/** A call, held until the transaction ends: of two who change it, the second sees what the first made of it. */
export function lockCall(db: EntityManager, id: string): Promise<CallRow | undefined> {
  return selectOne<CallRow>(db, `select ${COLUMNS} from call c where c.id = $1 for update`, [id]);
}

/** Whoever starts a call between these people waits here for the others who do: no two of them ring past each other. */
export async function lockPeople(db: EntityManager, personIds: readonly string[]): Promise<void> {
  await db.query(
    `select pg_advisory_xact_lock(hashtextextended(id, 7)) from (select unnest($1::text[]) as id order by 1) p`,
    [personIds],
  );
}

/** What of a call changes; what is not named stays. */
export interface CallChange {
  readonly state: CallState;
  readonly device?: string;
  readonly endedBecause?: CallEnding;
  readonly heldById?: string | null;
  readonly transferredToId?: string;
}

const OVER: readonly CallState[] = ['ENDED', 'MISSED', 'REJECTED', 'BUSY', 'CANCELLED', 'FAILED'];

/** Brings a call to where it stands from now on, and notes when it was answered or ended. */
export function updateCall(db: EntityManager, id: string, change: CallChange): Promise<CallRow | undefined> {
  return selectOne<CallRow>(
    db,
    `update call c set state = $2,
       answered_at = case when $2 in ('ACTIVE', 'GROWN') then coalesce(c.answered_at, clock_timestamp())
         else c.answered_at end,
       finished_at = case when $2 = any($3) then clock_timestamp() end,
       device = coalesce($4, c.device), ended_because = coalesce($5, c.ended_because),
       held_by_id = case when $6 then $7 else c.held_by_id end,
       transferred_to_id = coalesce($8, c.transferred_to_id)
     where c.id = $1 returning ${COLUMNS}`,
    [
      ...[id, change.state, OVER, change.device ?? null, change.endedBecause ?? null],
      ...[change.heldById !== undefined, change.heldById ?? null, change.transferredToId ?? null],
    ],
  );
}

/** The calls of a person that are not over, the newest first. */
export function callsNow(db: EntityManager, personId: string, atMost: number): Promise<CallRow[]> {
  return select<CallRow>(
    db,
    `select ${COLUMNS} from call c where c.finished_at is null and (c.caller_id = $1 or c.callee_id = $1)
     order by c.started_at desc, c.id desc limit $2`,
    [personId, atMost],
  );
}

/** The call whose room that is; of a call that has grown, the one it was at first. */
export function callOfMeeting(db: EntityManager, meetingId: string): Promise<CallRow | undefined> {
  const statement = `select ${COLUMNS} from call c where c.meeting_id = $1 and c.adds_to_id is null`;
  return selectOne<CallRow>(db, statement, [meetingId]);
}

/** The calls in a room that are not over: those by which people talk there, or are rung into it. */
export function callsInto(db: EntityManager, meetingId: string): Promise<CallRow[]> {
  const statement = `select ${COLUMNS} from call c where c.meeting_id = $1 and c.finished_at is null
    and (c.state = 'GROWN' or c.adds_to_id is not null) order by c.id`;
  return select<CallRow>(db, statement, [meetingId]);
}

/** The consultation about a call that is not over, if there is one. */
export function consultationAbout(db: EntityManager, callId: string): Promise<CallRow | undefined> {
  return selectOne<CallRow>(
    db,
    `select ${COLUMNS} from call c where c.consults_about_id = $1 and c.finished_at is null limit 1 for update`,
    [callId],
  );
}

/** A page of a person's calls that are over, the newest first, one more than the limit where there is one. */
export function callsOf(
  db: EntityManager,
  personId: string,
  onlyMissed: boolean,
  page: PageRequest,
): Promise<CallRow[]> {
  return select<CallRow>(
    db,
    `select ${COLUMNS} from call c
     where c.finished_at is not null
       and (c.callee_id = $1 and (not $2 or c.state in ('MISSED', 'CANCELLED')) or c.caller_id = $1 and not $2)
       and ${byTime({ at: 'c.started_at', id: 'c.id', first: 'newest' }, page, 3)}`,
    [personId, onlyMissed, ...boundsOf(page), page.limit + 1],
  );
}
