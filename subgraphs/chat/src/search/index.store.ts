import { prepared, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** What one message is found by from now on. */
export interface IndexEntry {
  readonly channelId: string;
  readonly seq: number;
  readonly sentAt: Date;
  readonly terms: readonly string[];
}

const SAVE = prepared(
  `insert into message_search (channel_id, seq, sent_at, terms)
   select e."channelId", e.seq, e."sentAt",
     array(select distinct hashtextextended(e."channelId" || ' ' || t, 0) from unnest(e.terms) t)
   from jsonb_to_recordset($1::jsonb) as e ("channelId" text, seq int, "sentAt" timestamptz, terms text[])
   order by e."sentAt"
   on conflict (channel_id, seq) do update set terms = excluded.terms`,
);

/** Puts messages into the index, in place of what they were found by before. */
export async function saveEntries(db: EntityManager, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length > 0) await db.query(SAVE, [JSON.stringify(entries)]);
}

/** Takes messages out of the index. */
export async function removeEntries(
  db: EntityManager,
  places: readonly Pick<IndexEntry, 'channelId' | 'seq'>[],
): Promise<void> {
  if (places.length === 0) return;
  await db.query(
    `delete from message_search s using unnest($1::text[], $2::int[]) as p (channel_id, seq)
     where s.channel_id = p.channel_id and s.seq = p.seq`,
    [places.map(({ channelId }) => channelId), places.map(({ seq }) => seq)],
  );
}

/** A stretch of a channel that is not in the index yet. */
export interface Unsearched {
  readonly channelId: string;
  readonly upToSeq: number;
}

/** One of them, which nobody else takes until the transaction ends. */
export const nextUnsearched = (db: EntityManager): Promise<Unsearched | undefined> =>
  selectOne<Unsearched>(
    db,
    `select channel_id, up_to_seq from unsearched order by channel_id limit 1 for update skip locked`,
  );

/** The newest messages of a stretch. */
export const newestOf = (
  db: EntityManager,
  { channelId, upToSeq }: Unsearched,
  limit: number,
): Promise<{ readonly id: string; readonly seq: number }[]> =>
  select(db, `select id, seq from message where channel_id = $1 and seq <= $2 order by seq desc limit $3`, [
    channelId,
    upToSeq,
    limit,
  ]);

/** What is left of a stretch; nothing when it ends before the first message. */
export async function shorten(db: EntityManager, { channelId, upToSeq }: Unsearched): Promise<void> {
  await (upToSeq > 0
    ? db.query(`update unsearched set up_to_seq = $2 where channel_id = $1`, [channelId, upToSeq])
    : db.query(`delete from unsearched where channel_id = $1`, [channelId]));
}
