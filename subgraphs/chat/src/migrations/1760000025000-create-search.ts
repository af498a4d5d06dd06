import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What search, hashtags and mentions are found by (docs/adr/0019, and the README). `message_search` holds each message's
 * words as hashes of channel and word, so that one look-up finds a word within some channels and nothing else;
 * `word` is the dictionary that knows endings, parts and neighbours of words; `unsearched` is what is still to be
 * indexed of messages that were there before.
 */
export class CreateSearch1760000025000 implements MigrationInterface {
  name = 'CreateSearch1760000025000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [INDEX, TAGS, GROUPS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

const INDEX = `
  create extension if not exists pg_trgm;

  create table message_search (
    channel_id text collate "C" not null,
    seq integer not null,
    sent_at timestamptz not null,
    terms bigint[] not null,
    primary key (channel_id, seq)
  );
  create index message_search_terms on message_search using gin (terms) with (gin_pending_list_limit = 512);
  create index message_search_newest on message_search (sent_at, channel_id, seq);

  create table word (
    text text collate "C" primary key,
    shape text collate "C" not null,
    messages integer not null,
    stems text[] not null default '{}'
  ) with (fillfactor = 80);
  create index word_shape on word using gin (shape gin_trgm_ops);
  create index word_stems on word using gin (stems);

  create table unsearched (
    channel_id text collate "C" primary key references channel on delete cascade,
    up_to_seq integer not null
  );
  insert into unsearched (channel_id, up_to_seq) select id, last_seq from channel where last_seq > 0;

  create index channel_kind on channel (organization_id, kind);
`;

const TAGS = `alter table message add column hashtags text[] collate "C" not null default '{}'`;

const GROUPS = `
  alter table person add column team_ids text[] not null default '{}', add column role_ids text[] not null default '{}';
  create index person_teams on person using gin (team_ids);
  create index person_roles on person using gin (role_ids);
  create index mention_target on mention (target_id, message_id) where target_id is not null;
  create index mention_of_all on mention (channel_id, seq) where target_id is null;
`;
