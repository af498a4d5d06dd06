import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For how long is kept who did what with files, by organisation and region, and how far each run of that got. */
export class KeepActivity1760000076020 implements MigrationInterface {
  name = 'KeepActivity1760000076020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table activity_retention (
        organization_id text collate "C" not null,
        /** Empty for all regions that have none of their own. */
        region text collate "C" not null,
        keep_days integer not null check (keep_days > 0),
        primary key (organization_id, region)
      );

      create table activity_retention_run (
        organization_id text collate "C" not null,
        region text collate "C" not null,
        due_at timestamptz not null,
        removed_count integer not null default 0,
        finished_at timestamptz,
        primary key (organization_id, region, due_at),
        foreign key (organization_id, region) references activity_retention on delete cascade
      );
      create index activity_retention_run_open on activity_retention_run (due_at) where finished_at is null;

      create index activity_organization on activity (organization_id, at, id);
      create index activity_in_order on activity (node_id, at, id);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
