import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that files keeps, as it told of them: messages show them as they show those whose bytes are kept here. */
export class LinkFiles1760000090000 implements MigrationInterface {
  name = 'LinkFiles1760000090000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table linked_file (
        id text collate "C" primary key,
        organization_id text collate "C" not null,
        owner_id text collate "C" not null,
        facts jsonb not null,
        channel_ids text[] collate "C" not null default '{}',
        is_there boolean not null,
        created_at timestamptz not null
      );
      alter table file_use drop constraint file_use_file_id_fkey;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
