/**
 * What moves a sidebar besides its channels. A source is a statement that selects `kind`, `id` and `stamp` of what
 * changed for the person $1, among the channels $2 (null for all), since the mark $3: compare a `changed_xid` with it,
 * and let the stamp change with every such change. All sources are parts of the one statement that reads what changed,
 * so that a further source costs a follower no statement and fits the mark exactly.
 *
 * `kind` is the name of the event's type, in lower camel case; the event's fields are resolved from `thingId`.
 */
export type SidebarSource = string;

const ownThings: SidebarSource = `
  select o.kind, o.thing_id as id, o.changed_xid::text as stamp from own_change o
  where o.person_id = $1 and o.changed_xid >= $3::text::xid8`;

// What is told of a muted thread is only that it was muted.
const threads: SidebarSource = `
  select 'threadFollowChanged' as kind, f.id, f.changed_xid || ' ' || t.changed_xid as stamp
  from thread_follow f join thread t on t.id = f.thread_id
  where f.person_id = $1 and ($2::text[] is null or f.channel_id = any($2))
    and (f.changed_xid >= $3::text::xid8 or (f.level <> 'NOTHING' and t.changed_xid >= $3::text::xid8))
    and exists (select 1 from membership m
      where m.channel_id = f.channel_id and m.person_id = $1 and m.ended_at is null)`;

// Asked, reminded or confirmed on another device.
const acknowledgements: SidebarSource = `
  select 'acknowledgementChanged' as kind, a.message_id as id, a.changed_xid::text as stamp from acknowledgement a
  where a.person_id = $1 and a.changed_xid >= $3::text::xid8 and exists (
    select 1 from message x join membership m on m.channel_id = x.channel_id and m.person_id = $1 and m.ended_at is null
    where x.id = a.message_id and ($2::text[] is null or x.channel_id = any($2)))`;

/** Every source; a feature adds its line here. */
export const sidebarSources: readonly SidebarSource[] = [ownThings, threads, acknowledgements];
