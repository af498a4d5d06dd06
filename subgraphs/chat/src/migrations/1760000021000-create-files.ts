import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files in messages: their bytes in pieces, and where each is shown. What a page shows of them stands on the message
 * itself, so that no page reads another table for it.
 */
export class CreateFiles1760000021000 implements MigrationInterface {
  name = 'CreateFiles1760000021000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [FILES, USES, MESSAGES]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

// Bytes are kept as they came: what is sent is mostly compressed already, and spans are read without the rest.
const FILES = `
  create table file (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    owner_id text collate "C" not null,
    client_key uuid not null,
    name text not null,
    claimed_type text not null,
    media_type text,
    kind text,
    inline boolean not null default false,
    shared boolean not null default false,
    size bigint,
    etag text,
    width integer,
    height integer,
    created_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    unique (owner_id, client_key)
  );
  create index file_unfinished on file (created_at);

  create table file_piece (
    file_id text collate "C" not null references file on delete cascade,
    at bigint not null,
    digest bytea not null,
    bytes bytea not null,
    primary key (file_id, at)
  );
  alter table file_piece alter column bytes set storage external;
`;

const USES = `
  create table file_use (
    file_id text collate "C" not null references file,
    message_id text collate "C" not null references message on delete cascade,
    channel_id text collate "C" not null,
    primary key (file_id, message_id)
  );
  create index file_use_message on file_use (message_id);
`;

const MESSAGES = `alter table message add column attachments jsonb not null default '[]';`;
