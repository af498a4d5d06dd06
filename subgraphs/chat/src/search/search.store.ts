import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Any of these words or facts. */
export type AnyOf = readonly string[];

/** What messages have to fit. Every group of words has to be there, at least one of each. */
export interface Wanted {
  readonly channelIds: readonly string[];
  readonly all: readonly AnyOf[];
  /** None of these. */
  readonly none: readonly string[];
  /** Groups of which not all may be there: what was found by them already. */
  readonly found: readonly AnyOf[] | null;
  readonly after: Date | null;
  readonly before: Date | null;
}

/** A place in the order in which messages are found. */
export interface Spot {
  /** Microseconds since 1970. */
  readonly sentAt: number;
  readonly channelId: string;
  readonly seq: number;
}

/** Which part of it is wanted: newest first, or oldest first when `backward`. */
export interface Part {
  readonly limit: number;
  readonly backward: boolean;
  readonly after: Spot | null;
  readonly before: Spot | null;
}

/** A message that fits. */
export interface FoundRow extends Spot {
  readonly messageId: string;
}

/** Removed ones are still in the index for a moment. */
const SHOWN = 'm.deleted_at is null and m.withdrawn_at is null';
const SPARE_ROWS = 20;

/** More keys in one look-up cost more than twice as much. */
const KEYS_AT_ONCE = 600;

/** Collects the parameters of a statement. */
class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${String(this.values.length)}::${type}`;
  }
}

const MICROSECONDS = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint`;
const moment = (parameter: string): string => `to_timestamp(${parameter} / 1000000.0)`;

/** Conditions on the time of messages `w`, as SQL. */
function timesOf(p: Parameters, { after, before }: Wanted, part: Part): string {
  const spot = ({ sentAt, channelId, seq }: Spot): string =>
    `(${moment(p.add(sentAt, 'bigint'))}, ${p.add(channelId, 'text')}, ${p.add(seq, 'int')})`;
  return [
    after && `w.sent_at >= ${p.add(after, 'timestamptz')}`,
    before && `w.sent_at < ${p.add(before, 'timestamptz')}`,
    // Newest first: what comes after a spot is older.
    part.after && `(w.sent_at, w.channel_id, w.seq) < ${spot(part.after)}`,
    part.before && `(w.sent_at, w.channel_id, w.seq) > ${spot(part.before)}`,
  ]
    .filter((condition) => condition !== null)
    .map((condition) => ` and ${condition}`)
    .join('');
}

const keysOf = (ids: string, words: string): string =>
  `array(select hashtextextended(c || ' ' || t, 0) from unnest(${ids}) c, unnest(${words}) t)`;

/** Arrays of keys as columns, and the condition on `w.terms` that uses them. */
function termsOf(p: Parameters, ids: string, wanted: Wanted): { columns: string; fits: string } {
  const groups = [...wanted.all, ...(wanted.none.length > 0 ? [wanted.none] : []), ...(wanted.found ?? [])];
  const columns = groups.map((group, n) => `${keysOf(ids, p.add(group, 'text[]'))} as k${String(n)}`);
  const has = (n: number): string => `w.terms && k.k${String(n)}`;
  const conditions = wanted.all.map((_, n) => has(n));
  let at = wanted.all.length;
  if (wanted.none.length > 0) conditions.push(`not (${has(at++)})`);
  if (wanted.found) conditions.push(`not (${wanted.found.map((_, n) => has(at + n)).join(' and ')})`);
  return { columns: columns.join(', '), fits: conditions.join(' and ') };
}

const orderOf = (backward: boolean): string => {
  const direction = backward ? 'asc' : 'desc';
  return `order by w.sent_at ${direction}, w.channel_id ${direction}, w.seq ${direction}`;
};

/** The messages of the rows `w` in `candidates` that are still shown. */
const shown = (p: Parameters, candidates: string, part: Part): string =>
  `select m.id as message_id, w.channel_id, w.seq, ${MICROSECONDS('w.sent_at')}::float8 as sent_at
   from (${candidates}) w join message m on m.channel_id = w.channel_id and m.seq = w.seq and ${SHOWN}
   ${orderOf(part.backward)} limit ${p.add(part.limit, 'int')}`;

/** Looks the words up within each channel: right for all but words that are nearly everywhere. */
export function foundByIndex(db: EntityManager, wanted: Wanted, part: Part): Promise<FoundRow[]> {
  const p = new Parameters();
  const widest = Math.max(1, ...wanted.all.map((group) => group.length));
  const size = p.add(Math.max(4, Math.floor(KEYS_AT_ONCE / widest)), 'int');
  const ids = p.add(wanted.channelIds, 'text[]');
  const { columns, fits } = termsOf(p, 'g.ids', wanted);
  const order = orderOf(part.backward);
  const enough = p.add(part.limit + SPARE_ROWS, 'int');
  // Materialised, or PostgreSQL would walk through all messages in their order until enough of them fit.
  return select<FoundRow>(
    db,
    `with k as materialized (
       select ${columns} from (
         select array_agg(c) as ids from unnest(${ids}) with ordinality as u (c, n) group by (n - 1) / ${size}) g
     ), f as materialized (
       select w.channel_id, w.seq, w.sent_at from k cross join message_search w
       where ${fits}${timesOf(p, wanted, part)}
     )
     ${shown(p, `select w.* from f w ${order} limit ${enough}`, part)}`,
    p.values,
  );
}

/**
 * Looks through the newest messages of all, or the oldest ones: right for words that are nearly everywhere, and where
 * there are none.
 */
export function foundByTime(
  db: EntityManager,
  wanted: Wanted,
  part: Part,
  rows: number | null,
): Promise<FoundRow[]> {
  const p = new Parameters();
  const ids = p.add(wanted.channelIds, 'text[]');
  const { columns, fits } = termsOf(p, ids, wanted);
  const order = orderOf(part.backward);
  const times = timesOf(p, wanted, part);
  const limit = rows === null ? '' : ` limit ${p.add(rows, 'int')}`;
  const source =
    rows === null
      ? 'message_search'
      : `(select w.* from message_search w where true${times} ${order}${limit})`;
  // The channel is compared first, for the other comparison costs more.
  return select<FoundRow>(
    db,
    `with k as materialized (select ${columns === '' ? 'true as k' : columns})
     ${shown(
       p,
       `select w.channel_id, w.seq, w.sent_at from ${source} w, k
        where case when w.channel_id = any(${ids}) then ${fits === '' ? 'true' : fits} else false end${times}
        ${order} limit ${p.add(part.limit + SPARE_ROWS, 'int')}`,
       part,
     )}`,
    p.values,
  );
}

/** In about how many messages each of these words is, and how many messages there are about. */
export async function frequencies(
  db: EntityManager,
  words: readonly string[],
): Promise<{ readonly total: number; readonly messages: ReadonlyMap<string, number> }> {
  const row = await selectOne<{ total: number; messages: Record<string, number> | null }>(
    db,
    `select greatest(reltuples, 0)::int as total,
       (select jsonb_object_agg(text, messages) from word where text = any($1)) as messages
     from pg_class where oid = 'message_search'::regclass`,
    [words],
  );
  return { total: row?.total ?? 0, messages: new Map(Object.entries(row?.messages ?? {})) };
}

/** How many messages of these channels hold each of these facts, up to a number; none is left out. */
export async function countByIndex(
  db: EntityManager,
  channelIds: readonly string[],
  facts: readonly string[],
  upTo: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await select<{ fact: string; count: number }>(
    db,
    `with k as materialized (
       select f as fact, ${keysOf('$1::text[]', 'array[f]')} as k from unnest($2::text[]) f
     )
     select k.fact, c.count from k cross join lateral (
       with f as materialized (select w.channel_id, w.seq from message_search w where w.terms && k.k)
       select count(*)::int as count from (
         select from f join message m on m.channel_id = f.channel_id and m.seq = f.seq and ${SHOWN} limit $3) found) c
     where c.count > 0`,
    [channelIds, facts, upTo],
  );
  return new Map(rows.map(({ fact, count }) => [fact, count]));
}
