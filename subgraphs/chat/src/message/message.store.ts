import { byKey, type PageRequest, prepared, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { StoredRequest } from '../acknowledgement/acknowledgement.table.js';
import type { StoredAttachment } from '../attachment/file.table.js';
import type { StoredForward } from '../forward/forward.table.js';
import type { StoredPoll } from '../poll/poll.table.js';
import { KEPT } from '../sql-conditions.js';
import type { MessageKind, Notice } from './message.js';
import type { MessageRow, StoredMention } from './message.table.js';
import { IN_TIMELINE, NEWEST } from './timeline.js';

const NAMES =
  'id channel_id seq author_id kind text notice reply_to_id version sent_at edited_at deleted_at digest ' +
  'pinned_at pinned_by_id mentions reactions ' +
  'hashtags withdrawn_at deleted_by_id forwarded_from_id forwarded poll acknowledgement card_id attachments link_previews held_at thread_id in_timeline own_thread_id';
/** What a statement on messages gives back. */
export const COLUMNS = NAMES.replaceAll(' ', ', ');
/** The same of messages m. */
export const MESSAGE = NAMES.split(' ')
  .map((column) => `m.${column}`)
  .join(', ');

const BY_ID = prepared(`select ${COLUMNS} from message where id = any($1)`);

/** Messages by id, whoever asks; also withdrawn ones. */
export async function messagesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, MessageRow>> {
  return byKey(await select<MessageRow>(db, BY_ID, [ids]), 'id');
}

/** What is chosen when a message is added, a property for each column; its position and time are the database's. */
export interface NewMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string | null;
  readonly kind: MessageKind;
  readonly text: string | null;
  readonly notice: Notice | null;
  readonly replyToId: string | null;
  readonly clientKey: string | null;
  readonly digest: string | null;
  readonly attachments?: readonly StoredAttachment[];
  readonly hashtags?: readonly string[];
  readonly mentions?: readonly StoredMention[];
  readonly forwardedFromId?: string | null;
  readonly forwarded?: StoredForward | null;
  readonly poll?: StoredPoll | null;
  readonly acknowledgement?: StoredRequest | null;
  readonly cardId?: string | null;
  readonly threadId?: string | null;
  readonly inTimeline?: boolean;
  readonly heldAt?: Date | null;
  readonly withdrawnAt?: Date | null;
  readonly deletedAt?: Date | null;
}

/** What an author sent with a client key. */
export const messageByKey = (
  db: EntityManager,
  authorId: string,
  key: string,
): Promise<MessageRow | undefined> =>
  selectOne<MessageRow>(db, `select ${COLUMNS} from message where author_id = $1 and client_key = $2`, [
    authorId,
    key,
  ]);

/** A page of a channel by position, one more than the limit where there is one. */
export function messagesOfChannel(
  db: EntityManager,
  channelId: string,
  page: PageRequest,
): Promise<MessageRow[]> {
  return select<MessageRow>(
    db,
    `select ${MESSAGE} from message m where m.channel_id = $1 and m.seq > $2 and m.seq < $3 and ${IN_TIMELINE}
     order by m.seq ${page.backward ? 'desc' : 'asc'} limit $4`,
    [channelId, page.after?.[0] ?? 0, page.before?.[0] ?? 2_147_483_647, page.limit + 1],
  );
}

/** A page that is not at an end of its list, and whether there is more on both sides of it. */
export interface Surroundings {
  readonly rows: readonly MessageRow[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** Where to begin: at a message, at a position, or at a moment. */
export type Middle = { readonly id: string } | { readonly seq: number } | { readonly time: Date };

// Times grow with positions, so the first message of a moment is found by halving and not by reading all before it.
const FIRST_AT = `
  with recursive halved (low, high) as (
    select 0, coalesce(max(seq), 0) + 1 from message where channel_id = $1
    union all
    select case when probe.sent_at < $2 then probe.seq + 1 else low end,
           case when probe.sent_at < $2 then high else (low + high) / 2 end
    from halved, lateral (
      select seq, sent_at from message where channel_id = $1 and seq >= (low + high) / 2 order by seq limit 1
    ) probe
    where low < high)
  select max(low) as seq from halved`;

function middleSql(middle: Middle): readonly [string, unknown] {
  if ('id' in middle) return ['select seq from message where id = $2 and channel_id = $1', middle.id];
  return 'seq' in middle ? ['select $2::int as seq', middle.seq] : [FIRST_AT, middle.time];
}

/** The messages around a place, with half of them before it; none around one that is not in the channel. */
export async function messagesAround(
  db: EntityManager,
  channelId: string,
  place: Middle,
  limit: number,
): Promise<Surroundings> {
  const [middle, value] = middleSql(place);
  const before = Math.floor(limit / 2);
  const after = limit - before;
  const rows = await select<MessageRow & { readonly side: number }>(
    db,
    `with middle as (${middle})
     select * from (
       (select ${MESSAGE}, 0 as side from message m, middle
        where m.channel_id = $1 and m.seq < middle.seq and ${IN_TIMELINE} order by m.seq desc limit $3)
       union all
       (select ${MESSAGE}, 1 as side from message m, middle
        where m.channel_id = $1 and m.seq >= middle.seq and ${IN_TIMELINE} order by m.seq limit $4)
     ) around order by seq`,
    [channelId, value, before + 1, after + 1],
  );
  const earlier = rows.filter(({ side }) => side === 0);
  const later = rows.filter(({ side }) => side === 1);
  return {
    rows: [...earlier.slice(-before || earlier.length), ...later.slice(0, after)],
    hasPrevious: earlier.length > before,
    hasNext: later.length > after,
  };
}

/** The newest message of each channel. */
export async function newestMessages(
  db: EntityManager,
  channelIds: readonly string[],
): Promise<Map<string, MessageRow>> {
  const rows = await select<MessageRow>(
    db,
    `select m.* from unnest($1::text[]) as c (id) cross join lateral (
       select ${MESSAGE} from ${NEWEST}
     ) m`,
    [channelIds],
  );
  return byKey(rows, 'channelId');
}

/** Changes what a message says and shows, keeping what it did; nothing when the version has moved on or it is deleted. */
export function updateSaid(
  db: EntityManager,
  edit: {
    readonly id: string;
    readonly expectedVersion: number;
    readonly text: string | null;
    readonly kind: MessageKind;
    /** Null where they stay as they are. */
    readonly attachments: readonly StoredAttachment[] | null;
    readonly hashtags: readonly string[];
    readonly mentions: readonly StoredMention[];
    readonly editorId: string;
  },
): Promise<MessageRow | undefined> {
  return selectOne<MessageRow>(
    db,
    `with old as (
       select id, channel_id, version, text, attachments from message
       where id = $1 and version = $2 and deleted_at is null for no key update
     ), kept as (
       insert into message_edit (message_id, version, text, attachments, editor_id)
       select id, version, text, attachments, $4 from old
     ), moved as (
       update channel set changed_xid = pg_current_xact_id() where id in (select channel_id from old)
     )
     update message m set text = $3, hashtags = $5, mentions = $6::jsonb, kind = $7,
       attachments = coalesce($8::jsonb, m.attachments), version = m.version + 1, edited_at = clock_timestamp()
     from old where m.id = old.id returning ${MESSAGE}`,
    [
      ...[edit.id, edit.expectedVersion, edit.text, edit.editorId, edit.hashtags],
      ...[JSON.stringify(edit.mentions), edit.kind, edit.attachments && JSON.stringify(edit.attachments)],
    ],
  );
}

/** What belongs to a message and goes with it, by table; each has a column message_id. */
const BELONGINGS = [
  'file_use',
  'message_edit',
  'reaction',
  'mention',
  'poll_vote',
  'acknowledgement',
] as const;

/** How messages go. */
export interface Burial {
  /** Null where time took them. */
  readonly deletedById: string | null;
  /** Whether they are left out everywhere; else tombstones stand in their places. */
  readonly withdrawn: boolean;
  /** That they go by their age, with what stood in their places already. */
  readonly expired?: { readonly keepsFiles: boolean };
}

/** A whole message, for as long as a legal hold keeps what people delete. */
const PRESERVED = `insert into preserved_message (message_id, content)
  select m.id, to_jsonb(m) || jsonb_build_object('edits',
    (select jsonb_agg(e order by e.version) from message_edit e where e.message_id = m.id))
  from message m join channel c on c.id = m.channel_id
  where m.id = any($1) and m.deleted_at is null and ${KEPT} on conflict do nothing`;

/**
 * Takes away what messages say and everything that belongs to them; rows stay. Deleted, they are tombstones; withdrawn,
 * they are left out everywhere. Answers with those that had not gone before.
 */
export function buryMessages(
  db: EntityManager,
  ids: readonly string[],
  { deletedById, withdrawn, expired }: Burial,
): Promise<MessageRow[]> {
  const emptied = BELONGINGS.filter((table) => !expired?.keepsFiles || table !== 'file_use').map(
    (table) => `, no_${table} as (delete from ${table} where message_id in (select id from buried))`,
  );
  return select<MessageRow>(
    db,
    `with preserved as (${PRESERVED}), buried as (
       update message set text = null, hashtags = '{}', mentions = '[]', attachments = '[]', link_previews = '[]', reactions = '[]', poll = null, acknowledgement = null,
         forwarded = null, forwarded_from_id = null, card_id = null, version = version + 1, held_at = null,
         hidden_at = null, deleted_at = coalesce(deleted_at, clock_timestamp()),
         deleted_by_id = coalesce($2, deleted_by_id), withdrawn_at = case when $3 then clock_timestamp() end
       where id = any($1) and (deleted_at is null or $4) returning ${COLUMNS}
     ), moved as (
       update channel set changed_xid = pg_current_xact_id() where id in (select channel_id from buried)
     ) ${emptied.join('')}
     select ${COLUMNS} from buried`,
    [ids, deletedById, withdrawn, expired !== undefined],
  );
}
