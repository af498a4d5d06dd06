import { byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { CustomEmojiRow } from './custom-emoji.table.js';

const COLUMNS = 'id, organization_id, name, file_id, created_by_id, created_at';

/** Emoji by id, whoever asks. */
export const emojiById = async (
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, CustomEmojiRow>> =>
  byKey(
    await select<CustomEmojiRow>(db, `select ${COLUMNS} from custom_emoji where id = any($1)`, [ids]),
    'id',
  );

/** All of an organisation, by name. */
export const emojiOf = (
  db: EntityManager,
  organizationId: string,
  limit: number,
): Promise<CustomEmojiRow[]> =>
  select(db, `select ${COLUMNS} from custom_emoji where organization_id = $1 order by name limit $2`, [
    organizationId,
    limit,
  ]);

/** One of an organisation by its name. */
export const emojiNamed = (
  db: EntityManager,
  organizationId: string,
  name: string,
): Promise<CustomEmojiRow | undefined> =>
  selectOne(db, `select ${COLUMNS} from custom_emoji where organization_id = $1 and name = $2`, [
    organizationId,
    name,
  ]);

/** Adds one, and opens its picture to the organisation; nothing when the name is taken or there are too many. */
export const insertEmoji = (
  db: EntityManager,
  emoji: Omit<CustomEmojiRow, 'createdAt'>,
  most: number,
): Promise<CustomEmojiRow | undefined> =>
  selectOne(
    db,
    `with added as (
       insert into custom_emoji (id, organization_id, name, file_id, created_by_id)
       select $1, $2, $3, $4, $5 where (select count(*) from custom_emoji where organization_id = $2) < $6
       on conflict (organization_id, name) do nothing returning *
     ), opened as (update file set shared = true where id in (select file_id from added))
     select ${COLUMNS} from added`,
    [emoji.id, emoji.organizationId, emoji.name, emoji.fileId, emoji.createdById, most],
  );

/** Removes one; its picture is its owner's again, unless another emoji shows it. */
export async function deleteEmoji(db: EntityManager, id: string): Promise<void> {
  await select(
    db,
    `with gone as (delete from custom_emoji where id = $1 returning file_id)
     update file set shared = false where id in (select file_id from gone)
       and not exists (select from custom_emoji o where o.file_id = file.id and o.id <> $1)`,
    [id],
  );
}
