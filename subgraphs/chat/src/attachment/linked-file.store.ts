import { byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { LinkedFileRow } from './linked-file.table.js';

const COLUMNS = 'id, organization_id, owner_id, facts, channel_ids, is_there, created_at';

/** Files that files told of and that are there, whoever asks. */
export async function linkedById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, LinkedFileRow>> {
  const statement = `select ${COLUMNS} from linked_file where id = any($1) and is_there`;
  return byKey(await select<LinkedFileRow>(db, statement, [ids]), 'id');
}

/** Takes a file in as files has it now. */
export async function saveLinked(db: EntityManager, file: LinkedFileRow): Promise<void> {
  await db.query(
    `insert into linked_file (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update set facts = excluded.facts, channel_ids = excluded.channel_ids,
       is_there = excluded.is_there`,
    [
      ...[file.id, file.organizationId, file.ownerId, JSON.stringify(file.facts), file.channelIds],
      ...[file.isThere, file.createdAt],
    ],
  );
}

/** A file is gone for good; what messages show of it is asked for once more. */
export async function endLinked(db: EntityManager, id: string): Promise<void> {
  await db.query(`update linked_file set is_there = false, channel_ids = '{}' where id = $1`, [id]);
}

/** Forgets a file that is gone. */
export async function removeLinked(db: EntityManager, id: string): Promise<void> {
  await db.query('delete from linked_file where id = $1', [id]);
}

/** Those of these files that files keeps, as it told of them last, and held so until the transaction ends. */
export const holdLinked = (db: EntityManager, ids: readonly string[]): Promise<LinkedFileRow[]> =>
  select(db, `select ${COLUMNS} from linked_file where id = any($1) order by id for share`, [ids]);

/** What of an attachment `a` stands on the message `m` that shows it: what was measured as it was sent stays where files knows no better. */
const SHOWN = `a.item || ($2::jsonb - 'waveform' - 'width' - 'height' - 'durationSeconds')
  || jsonb_build_object('isThere', $3::boolean, 'isGiven', m.channel_id = any($5::text[]))
  || jsonb_strip_nulls(jsonb_build_object('width', $2::jsonb -> 'width', 'height', $2::jsonb -> 'height',
       'durationSeconds', $2::jsonb -> 'durationSeconds',
       'waveform', case when jsonb_typeof(a.item -> 'waveform') = 'array' then null else $2::jsonb -> 'waveform' end))`;

/** A message that shows a file otherwise than it is. */
export interface StaleMessage {
  readonly id: string;
  readonly channelId: string;
}

/** Messages that show a file otherwise than it is by now, in the order of their channels. */
export const staleMessages = (
  db: EntityManager,
  { id, facts, isThere, channelIds }: LinkedFileRow,
  limit: number,
): Promise<StaleMessage[]> =>
  select(
    db,
    `select m.id, m.channel_id from file_use u join message m on m.id = u.message_id
     where u.file_id = $1 and exists (
       select from jsonb_array_elements(m.attachments) as a (item)
       where a.item ->> 'fileId' = $1 and a.item <> ${SHOWN})
     order by m.channel_id, m.id limit $4`,
    [id, JSON.stringify(facts), isThere, limit, channelIds],
  );

/** Writes on a message what a file is by now; false where it shows it so already, or no longer. */
export async function refreshMessage(
  db: EntityManager,
  messageId: string,
  { id, facts, isThere, channelIds }: LinkedFileRow,
): Promise<boolean> {
  const row = await selectOne(
    db,
    `update message m set attachments = s.attachments from (
       select jsonb_agg(case when a.item ->> 'fileId' = $1 then ${SHOWN} else a.item end order by a.place) as attachments
       from message m, jsonb_array_elements(m.attachments) with ordinality as a (item, place) where m.id = $4) s
     where m.id = $4 and m.deleted_at is null and s.attachments is not null and m.attachments <> s.attachments
     returning m.id`,
    [id, JSON.stringify(facts), isThere, messageId, channelIds],
  );
  return row !== undefined;
}

/** Where messages show a file that files keeps. */
export interface WhereShown {
  readonly fileId: string;
  readonly channels: readonly { readonly channelId: string; readonly personIds: readonly string[] }[];
  readonly isAwaited: boolean;
}

/** Where messages show these files by now; nothing of those that files does not keep. */
export const whereShown = (db: EntityManager, ids: readonly string[]): Promise<WhereShown[]> =>
  select(
    db,
    `select l.id as file_id,
       coalesce((select jsonb_agg(jsonb_build_object('channelId', s.channel_id, 'personIds', s.people)
           order by s.channel_id) from (
         select u.channel_id, array_agg(distinct m.author_id) filter (where m.author_id is not null) as people
         from file_use u join message m on m.id = u.message_id
         where u.file_id = l.id and m.deleted_at is null and m.withdrawn_at is null
         group by u.channel_id order by u.channel_id limit 50) s), '[]') as channels,
       exists (select from file_use u join message m on m.id = u.message_id
         where u.file_id = l.id and m.held_at is not null)
       or exists (select from scheduled_message w
         where w.content -> 'attachments' @> jsonb_build_array(jsonb_build_object('fileId', l.id)))
       or exists (select from draft d where d.attachments <> '[]'
         and d.attachments @> jsonb_build_array(jsonb_build_object('fileId', l.id))) as is_awaited
     from linked_file l where l.id = any($1) order by l.id`,
    [ids],
  );
