import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { CallPolicyRow } from './call-policy.table.js';

export async function policiesById(
  db: EntityManager,
  personIds: readonly string[],
): Promise<Map<string, CallPolicyRow>> {
  const statement =
    'select person_id, may_call, may_video, may_record from call_policy where person_id = any($1)';
  return byKey(await select<CallPolicyRow>(db, statement, [personIds]), 'personId');
}

/** Writes down what an administrator decided of somebody's calls. */
export async function savePolicy(db: EntityManager, policy: CallPolicyRow): Promise<void> {
  await db.query(
    `insert into call_policy (person_id, may_call, may_video, may_record) values ($1, $2, $3, $4)
     on conflict (person_id) do update set may_call = excluded.may_call, may_video = excluded.may_video,
       may_record = excluded.may_record`,
    [policy.personId, policy.mayCall, policy.mayVideo, policy.mayRecord],
  );
}

/** Which of these people are in a channel that this person is in too. */
export async function sharingChannels(
  db: EntityManager,
  personId: string,
  otherIds: readonly string[],
): Promise<Set<string>> {
  const rows = await select<{ personId: string }>(
    db,
    `select distinct o.person_id from channel_member o
     join channel_member m on m.channel_id = o.channel_id and m.person_id = $1
     where o.person_id = any($2)`,
    [personId, otherIds],
  );
  return new Set(rows.map((row) => row.personId));
}
