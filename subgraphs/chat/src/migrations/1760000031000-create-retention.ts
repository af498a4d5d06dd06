import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long messages are kept, what legal holds keep, and how far each run of it got. */
export class CreateRetention1760000031000 implements MigrationInterface {
  name = 'CreateRetention1760000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table retention_policy (
        id text collate "C" primary key,
        organization_id text collate "C" not null,
        kind text,
        channel_id text collate "C" references channel,
        region text,
        keep_days integer not null,
        removes_files boolean not null
      );
      create unique index retention_policy_scope on retention_policy
        (organization_id, coalesce(channel_id, ''), coalesce(kind, ''), coalesce(region, ''));

      create table retention_run (
        policy_id text collate "C" not null references retention_policy on delete cascade,
        due_at timestamptz not null,
        channel_id text collate "C" not null default '',
        removed_count integer not null default 0,
        finished_at timestamptz,
        primary key (policy_id, due_at)
      );
      create index retention_run_open on retention_run (due_at) where finished_at is null;

      create table retention_mark (
        channel_id text collate "C" primary key references channel,
        seq integer not null
      );

      create table legal_hold (
        id text collate "C" primary key,
        organization_id text collate "C" not null,
        user_ids text[] not null,
        channel_ids text[] not null
      );
      create index legal_hold_organization on legal_hold (organization_id);

      create table preserved_message (
        message_id text collate "C" primary key references message,
        content jsonb not null,
        at timestamptz not null default clock_timestamp()
      );
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
