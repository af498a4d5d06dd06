import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Emoji that an organisation made for itself. */
export class CreateCustomEmoji1760000023000 implements MigrationInterface {
  name = 'CreateCustomEmoji1760000023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table custom_emoji (
        id text collate "C" primary key,
        organization_id text collate "C" not null,
        name text collate "C" not null,
        file_id text collate "C" not null references file,
        created_by_id text collate "C" not null,
        created_at timestamptz not null default clock_timestamp(),
        unique (organization_id, name)
      );
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
