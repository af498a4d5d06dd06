import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Chat's tables. `changed_xid` marks the transaction of the last change that moves a sidebar: together with a
 * snapshot's xmin it finds what a follower has not seen, without a log row per member and message (see README).
 */
export class CreateChat1760000001000 implements MigrationInterface {
  name = 'CreateChat1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [PEOPLE, CHANNELS, MESSAGES]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('The first migration is not undone; restore a backup instead'));
  }
}

const PEOPLE = `
  create table person (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    kind text not null,
    state text not null,
    display_name text not null,
    department_ids text[] not null default '{}',
    country text,
    region text
  );
  create index person_departments on person using gin (department_ids);

  create table department (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    name text not null,
    head_id text collate "C"
  );

  create table presence (
    person_id text collate "C" primary key,
    organization_id text collate "C" not null,
    state text not null,
    holds_until timestamptz,
    last_active_at timestamptz not null,
    expires_at timestamptz not null
  ) with (fillfactor = 70);
`;

const CHANNELS = `
  create table channel (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    kind text not null,
    name text not null,
    topic text,
    description text,
    icon text,
    version integer not null default 1,
    created_at timestamptz not null default clock_timestamp(),
    created_by_id text collate "C",
    archived_at timestamptz,
    posting_role text not null,
    department_id text collate "C",
    direct_key text collate "C",
    region text,
    last_seq integer not null default 0,
    listed_xid xid8 not null default pg_current_xact_id(),
    changed_xid xid8 not null default pg_current_xact_id()
  ) with (fillfactor = 70);
  create unique index channel_direct on channel (direct_key) where direct_key is not null;
  create unique index channel_department on channel (department_id) where department_id is not null;
  create index channel_directory on channel (organization_id, lower(name), id);

  create table membership (
    id text collate "C" primary key,
    channel_id text collate "C" not null references channel,
    person_id text collate "C" not null,
    role text not null,
    origin text not null,
    joined_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    banned_at timestamptz,
    last_read_seq integer not null default 0,
    changed_xid xid8 not null default pg_current_xact_id(),
    unique (channel_id, person_id)
  ) with (fillfactor = 70);
  create index membership_person on membership (person_id, channel_id);
`;

const MESSAGES = `
  create table message (
    id text collate "C" primary key,
    channel_id text collate "C" not null references channel,
    seq integer not null,
    author_id text collate "C",
    kind text not null,
    text text,
    notice jsonb,
    reply_to_id text collate "C",
    version integer not null default 1,
    sent_at timestamptz not null,
    edited_at timestamptz,
    deleted_at timestamptz,
    deleted_by_id text collate "C",
    client_key uuid,
    digest text,
    unique (channel_id, seq),
    unique (author_id, client_key)
  ) with (fillfactor = 90);
  create index message_unread on message (channel_id, seq) include (author_id)
    where deleted_at is null and kind <> 'SYSTEM';

  create table message_edit (
    message_id text collate "C" not null references message,
    version integer not null,
    text text not null,
    editor_id text collate "C" not null,
    at timestamptz not null default clock_timestamp(),
    primary key (message_id, version)
  );

  create table mention (
    message_id text collate "C" not null references message,
    position integer not null,
    channel_id text collate "C" not null,
    seq integer not null,
    author_id text collate "C" not null,
    kind text not null,
    target_id text collate "C",
    present_ids text[] not null default '{}',
    primary key (message_id, position)
  );
  create index mention_channel on mention (channel_id, seq);

  create table reaction (
    message_id text collate "C" not null references message,
    emoji text collate "C" not null,
    person_id text collate "C" not null,
    at timestamptz not null default clock_timestamp(),
    primary key (message_id, emoji, person_id)
  );
`;
