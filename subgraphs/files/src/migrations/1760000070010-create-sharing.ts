import type { MigrationInterface, QueryRunner } from 'typeorm';

/** With whom files are shared, what people do with them, and what may be stored. */
export class CreateSharing1760000070010 implements MigrationInterface {
  name = 'CreateSharing1760000070010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [SHARING, USE]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('What people shared is not thrown away; restore a backup instead'));
  }
}

const SHARING = `
  create table node_grant (
    id text collate "C" primary key,
    node_id text collate "C" not null references node on delete cascade,
    organization_id text collate "C" not null,
    grantee_kind text not null
      check (grantee_kind in ('USER', 'TEAM', 'DEPARTMENT', 'ROLE', 'CHANNEL', 'GUEST_PASS', 'ORGANIZATION')),
    grantee_id text collate "C" not null,
    rights text[] not null,
    shared_by_id text collate "C",
    message text,
    expires_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default clock_timestamp(),
    unique (node_id, grantee_id)
  );
  create index node_grant_grantee on node_grant (grantee_id, id);
  create index node_grant_end on node_grant (expires_at) where expires_at is not null;

  create table share_link (
    id text collate "C" primary key,
    node_id text collate "C" not null references node on delete cascade,
    organization_id text collate "C" not null,
    token_hash bytea not null unique,
    rights text[] not null,
    password_hash text,
    expires_at timestamptz,
    max_uses integer,
    use_count integer not null default 0,
    recipient text,
    created_by_id text collate "C",
    created_at timestamptz not null default clock_timestamp(),
    revoked_at timestamptz,
    version integer not null default 1
  );
  create index share_link_node on share_link (node_id, id);
  create index share_link_author on share_link (created_by_id, id);
  create index share_link_organization on share_link (organization_id, id);

  create table file_request (
    id text collate "C" primary key,
    node_id text collate "C" not null references node on delete cascade,
    organization_id text collate "C" not null,
    token_hash bytea not null unique,
    title text not null,
    expires_at timestamptz,
    max_files integer,
    conversation_id text collate "C",
    received_count integer not null default 0,
    created_by_id text collate "C",
    created_at timestamptz not null default clock_timestamp(),
    closed_at timestamptz,
    version integer not null default 1
  );
  create index file_request_node on file_request (node_id, id);
`;

const USE = `
  create table file_comment (
    id text collate "C" primary key,
    node_id text collate "C" not null references node on delete cascade,
    version_id text collate "C",
    author_id text collate "C",
    body text not null,
    anchor jsonb,
    created_at timestamptz not null default clock_timestamp(),
    edited_at timestamptz,
    resolved_at timestamptz,
    resolved_by_id text collate "C",
    version integer not null default 1
  );
  create index file_comment_node on file_comment (node_id, id);

  create table activity (
    id text collate "C" primary key,
    node_id text collate "C" not null references node on delete cascade,
    organization_id text collate "C" not null,
    kind text not null,
    person_id text collate "C",
    link_id text collate "C",
    country text,
    region text,
    at timestamptz not null default clock_timestamp()
  );
  create index activity_node on activity (node_id, id desc);

  create table favorite (
    person_id text collate "C" not null,
    node_id text collate "C" not null references node on delete cascade,
    at timestamptz not null default clock_timestamp(),
    primary key (person_id, node_id)
  );
  create index favorite_at on favorite (person_id, at desc, node_id);

  create table recent_use (
    person_id text collate "C" not null,
    node_id text collate "C" not null references node on delete cascade,
    at timestamptz not null default clock_timestamp(),
    primary key (person_id, node_id)
  ) with (fillfactor = 80);
  create index recent_use_at on recent_use (person_id, at desc, node_id);

  create table storage_policy (
    organization_id text collate "C" primary key,
    max_file_size bigint,
    allowed_types text[],
    person_quota bigint,
    team_quota bigint,
    trash_days integer not null default 30,
    strip_location boolean not null default false,
    version integer not null default 1
  );

  /** Bytes of every version that somebody keeps: of a person or team by its id, and of an organisation. */
  create table usage (
    holder_id text collate "C" primary key,
    bytes bigint not null default 0 check (bytes >= 0),
    files bigint not null default 0 check (files >= 0)
  ) with (fillfactor = 70);

  /** What is being followed live, and until when at least: whom a change of access above it has to reach. */
  create table followed (
    node_id text collate "C" primary key references node on delete cascade,
    until timestamptz not null
  );
`;
