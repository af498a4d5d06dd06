import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of the files subgraph. Files and folders are nodes of one table, so that a folder's page is one statement;
 * `ancestors` names every node from the root to the node itself, and `holder_id` the person or team whose space it is
 * in, so that who may see a node is decided from its own row and the few grants on the way to it.
 */
export class CreateFiles1760000070000 implements MigrationInterface {
  name = 'CreateFiles1760000070000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [PEOPLE, BYTES, NODES]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('The first migration is not undone; restore a backup instead'));
  }
}

/** What is kept of identity's people and chat's channels, told by their logs. */
const PEOPLE = `
  create table person (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    kind text not null,
    state text not null,
    display_name text not null,
    department_ids text[] not null default '{}',
    team_ids text[] not null default '{}',
    role_ids text[] not null default '{}',
    country text,
    region text
  );
  create index person_teams on person using gin (team_ids);
  create index person_departments on person using gin (department_ids);
  create index person_roles on person using gin (role_ids);
  create index person_organization on person (organization_id);

  create table department (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    name text not null
  );

  create table team (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    name text not null
  );

  create table guest_pass (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    guest_id text collate "C",
    issued_by_id text collate "C",
    ends_at timestamptz not null,
    over boolean not null
  );
  create index guest_pass_guest on guest_pass (guest_id);

  create table channel (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    kind text not null,
    name text not null,
    region text
  );

  create table channel_member (
    person_id text collate "C" not null,
    channel_id text collate "C" not null,
    primary key (person_id, channel_id)
  );
  create index channel_member_channel on channel_member (channel_id);
`;

/** Bytes: immutable, addressed by their content, one copy for each organisation. */
const BYTES = `
  create table blob (
    organization_id text collate "C" not null,
    sha256 text collate "C" not null,
    size bigint not null check (size >= 0),
    store_key text not null,
    region text,
    refs integer not null default 0 check (refs >= 0),
    state text not null default 'STORED' check (state in ('STORED', 'COLLECTED')),
    scan text not null default 'WAITING'
      check (scan in ('WAITING', 'SCANNING', 'CLEAN', 'INFECTED', 'UNSCANNABLE')),
    scanned_with text,
    scanned_at timestamptz,
    created_at timestamptz not null default clock_timestamp(),
    /** Since when nothing refers to it: collected once that is long enough ago. */
    unused_since timestamptz default clock_timestamp(),
    collected_at timestamptz,
    primary key (organization_id, sha256)
  );
  create index blob_unused on blob (unused_since) where unused_since is not null and state = 'STORED';
  create index blob_scan on blob (scan, created_at) where scan in ('WAITING', 'SCANNING');

  create table rendition (
    organization_id text collate "C" not null,
    sha256 text collate "C" not null,
    kind text not null
      check (kind in ('THUMBNAIL', 'PREVIEW', 'POSTER', 'STREAM', 'WAVEFORM', 'PDF', 'TEXT')),
    page integer not null default 0,
    state text not null default 'WAITING' check (state in ('WAITING', 'READY', 'FAILED')),
    blob_sha256 text collate "C",
    media_type text,
    width integer,
    height integer,
    created_at timestamptz not null default clock_timestamp(),
    primary key (organization_id, sha256, kind, page)
  );
`;

const NODES = `
  create table node (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    kind text not null check (kind in ('FOLDER', 'FILE')),
    parent_id text collate "C" references node,
    ancestors text[] collate "C" not null check (cardinality(ancestors) between 1 and 50),
    /** The person or team whose it is, and whose space it takes; null for the roots of channels. */
    holder_id text collate "C",
    name text not null,
    name_key text collate "C" not null,
    sort_key text collate "C" not null,
    description text,
    tags text[] not null default '{}',
    channel_id text collate "C",
    created_by_id text collate "C",
    /** Whose door keeps its bytes: ours, or chat's for what was sent before files took over. */
    origin text not null default 'FILES' check (origin in ('FILES', 'CHAT')),
    region text,
    version integer not null default 1,
    file_kind text,
    media_type text,
    size bigint not null default 0,
    current_version_id text collate "C",
    scan text,
    metadata jsonb not null default '{}',
    locked_by_id text collate "C",
    locked_until timestamptz,
    trashed_at timestamptz,
    trashed_by_id text collate "C",
    /** What was thrown away as a whole: comes back and is removed together. */
    trash_root_id text collate "C",
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
  ) with (fillfactor = 80);
  create unique index node_name on node (parent_id, name_key)
    where trashed_at is null and channel_id is null and parent_id is not null;
  create unique index node_root on node (holder_id) where parent_id is null and channel_id is null;
  create unique index node_channel on node (channel_id) where parent_id is null and channel_id is not null;
  create index node_children on node (parent_id, kind desc, sort_key, id) where trashed_at is null;
  create index node_ancestors on node using gin (ancestors);
  create index node_holder on node (holder_id, updated_at);
  create index node_tags on node using gin (tags);
  create index node_in_channel on node (channel_id, id) where channel_id is not null;
  create index node_trash on node (holder_id, trashed_at desc, id)
    where trashed_at is not null and trash_root_id = id;
  create index node_trash_age on node (trashed_at) where trashed_at is not null and trash_root_id = id;

  create table version (
    id text collate "C" primary key,
    node_id text collate "C" not null references node on delete cascade,
    organization_id text collate "C" not null,
    number integer not null,
    blob_sha256 text collate "C" not null,
    size bigint not null,
    media_type text not null,
    created_by_id text collate "C",
    created_at timestamptz not null default clock_timestamp(),
    note text,
    foreign key (organization_id, blob_sha256) references blob,
    unique (node_id, number)
  );
  create index version_blob on version (organization_id, blob_sha256);

  create table node_text (
    node_id text collate "C" primary key references node on delete cascade,
    version_id text collate "C" not null,
    language text,
    body text not null
  );

  create table upload (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    person_id text collate "C",
    client_key uuid not null,
    digest text not null,
    name text not null,
    size bigint not null check (size >= 0),
    received bigint not null default 0,
    state text not null default 'RECEIVING'
      check (state in ('RECEIVING', 'CHECKING', 'DONE', 'REFUSED', 'EXPIRED')),
    folder_id text collate "C",
    channel_id text collate "C",
    replaces_file_id text collate "C",
    request_id text collate "C",
    link_id text collate "C",
    claimed_type text not null default '',
    claimed_sha256 text,
    store_key text not null,
    /** What the store and the checksum need to go on where they stopped. */
    progress jsonb not null default '{}',
    /** One of several parts that are put together. */
    part_of text collate "C",
    file_id text collate "C",
    version_id text collate "C",
    refused_because text,
    created_at timestamptz not null default clock_timestamp(),
    changed_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    finished_at timestamptz
  );
  create unique index upload_key on upload (person_id, client_key) where person_id is not null;
  create index upload_mine on upload (person_id, id) where state in ('RECEIVING', 'CHECKING');
  create index upload_expiry on upload (expires_at) where state = 'RECEIVING';
`;
