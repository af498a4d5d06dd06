import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { FileRight } from '../node/file-kinds.js';

/** Where a file of ours stands in being sent. */
export interface SentState {
  /** The channel in whose hidden folder it stands. */
  readonly channelId: string | null;
  readonly isSent: boolean;
  /** That it went to the trash by itself, when no message showed it any more. */
  readonly wentByItself: boolean;
  readonly trashedAt: Date | null;
  /** Channels that messages gave it to. */
  readonly givenTo: readonly string[];
}

/** Where a file stands in being sent; undefined for what is gone, and for what chat keeps itself. */
export const sentStateOf = (db: EntityManager, fileId: string): Promise<SentState | undefined> =>
  selectOne(
    db,
    `select n.channel_id, n.is_sent, n.trashed_at, n.trashed_at is not null and n.trashed_by_id is null as went_by_itself,
       array(select g.grantee_id from node_grant g where g.node_id = n.id and g.grantee_kind = 'CHANNEL'
         and g.shared_by_id is null) as given_to
     from node n where n.id = $1 and n.kind = 'FILE' and n.origin = 'FILES'`,
    [fileId],
  );

/** Whether those who read the channel see a file that went to it. */
export async function setSent(db: EntityManager, fileId: string, isSent: boolean): Promise<void> {
  await db.query('update node set is_sent = $2 where id = $1', [fileId, isSent]);
}

/** What a message gives those who read its channel. */
export interface Gift {
  readonly shareId: string;
  readonly channelId: string;
  readonly rights: readonly FileRight[];
  readonly expiresAt: Date | null;
}

/** Gives a file to those who read a channel; a share with them that is there already stays as it is. */
export async function giveToChannel(db: EntityManager, fileId: string, gift: Gift): Promise<void> {
  await db.query(
    `insert into node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights, expires_at)
     select $2, n.id, n.organization_id, 'CHANNEL', $3, $4, $5 from node n where n.id = $1
     on conflict (node_id, grantee_id) do nothing`,
    [fileId, gift.shareId, gift.channelId, gift.rights, gift.expiresAt],
  );
}

/** Takes it from the channels whose messages show it no longer; false where none had it. */
export async function takeFromChannels(
  db: EntityManager,
  fileId: string,
  exceptIds: readonly string[],
): Promise<boolean> {
  const rows = await select(
    db,
    `delete from node_grant where node_id = $1 and grantee_kind = 'CHANNEL' and shared_by_id is null
       and grantee_id <> all($2) returning id`,
    [fileId, exceptIds],
  );
  return rows.length > 0;
}

/** Files that went to channels before that time and that no message showed since, and of which chat awaits none. */
export async function neverSent(db: EntityManager, before: Date, limit: number): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `select id from node where not is_sent and not is_awaited and trashed_at is null and created_at < $1
     order by created_at limit $2`,
    [before, limit],
  );
  return rows.map(({ id }) => id);
}

/** Whether a message that is sent later will show it. */
export async function setAwaited(db: EntityManager, fileId: string, isAwaited: boolean): Promise<void> {
  await db.query('update node set is_awaited = $2 where id = $1 and is_awaited <> $2', [fileId, isAwaited]);
}
