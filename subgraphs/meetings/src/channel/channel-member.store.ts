import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ChannelMemberRow } from './channel-member.table.js';

/** Takes in who is in a channel, all of them. @returns who is in it no longer */
export async function saveMembers(
  db: EntityManager,
  channelId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const gone = await select<ChannelMemberRow>(
    db,
    'delete from channel_member where channel_id = $1 and person_id <> all($2) returning person_id, channel_id',
    [channelId, personIds],
  );
  await db.query(
    `insert into channel_member (person_id, channel_id) select unnest($2::text[]), $1 on conflict do nothing`,
    [channelId, personIds],
  );
  return gone.map(({ personId }) => personId);
}

/** Somebody is in a channel from now on. */
export async function addMember(db: EntityManager, { personId, channelId }: ChannelMemberRow): Promise<void> {
  await db.query(
    'insert into channel_member (person_id, channel_id) values ($1, $2) on conflict do nothing',
    [personId, channelId],
  );
}

/** Somebody is in a channel no longer. */
export async function removeMember(
  db: EntityManager,
  { personId, channelId }: ChannelMemberRow,
): Promise<void> {
  await db.query('delete from channel_member where person_id = $1 and channel_id = $2', [
    personId,
    channelId,
  ]);
}
