import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Threads and topics, who follows them, and where a message stands: in the channel's timeline, in a thread, or in
 * both. An explicit "unread from here" stands beside the read cursor, which itself never goes back.
 */
export class CreateThread1760000010000 implements MigrationInterface {
  name = 'CreateThread1760000010000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [THREADS, PLACES, FOLLOWS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

const THREADS = `
  create table thread (
    id text collate "C" primary key,
    channel_id text collate "C" not null references channel,
    root_id text collate "C" unique references message on delete set null,
    topic text,
    created_by_id text collate "C" not null,
    created_at timestamptz not null default clock_timestamp(),
    message_count integer not null default 0,
    last_seq integer not null,
    last_message_at timestamptz,
    active_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
    participant_ids text[] collate "C" not null default '{}',
    locked_at timestamptz,
    version integer not null default 1,
    changed_xid xid8 not null default pg_current_xact_id()
  ) with (fillfactor = 70);
  create unique index thread_topic on thread (channel_id, lower(topic)) where topic is not null;
  create index thread_active on thread (channel_id, last_seq);
`;

// Of those that the whole history fills, only rows of threads are in the new indexes; timelines are read by theirs.
const PLACES = `
  alter table message
    add column thread_id text collate "C" references thread,
    add column in_timeline boolean not null default true,
    add column own_thread_id text collate "C";
  create index message_thread on message (thread_id, seq) where thread_id is not null;
  create index message_timeline on message (channel_id, seq) where in_timeline;
  drop index message_unread;
  create index message_unread on message (channel_id, seq) include (author_id, thread_id)
    where in_timeline and deleted_at is null and kind <> 'SYSTEM';

  alter table mention
    add column thread_id text collate "C",
    add column in_timeline boolean not null default true;
  create index mention_thread on mention (thread_id, seq) where thread_id is not null;
`;

const FOLLOWS = `
  create table thread_follow (
    id text collate "C" primary key,
    thread_id text collate "C" not null references thread,
    channel_id text collate "C" not null,
    person_id text collate "C" not null,
    level text not null,
    last_read_seq integer not null,
    unread_from_seq integer,
    changed_xid xid8 not null default pg_current_xact_id(),
    unique (thread_id, person_id)
  ) with (fillfactor = 70);
  create index thread_follow_person on thread_follow (person_id, channel_id);

  alter table membership add column unread_from_seq integer;
`;
