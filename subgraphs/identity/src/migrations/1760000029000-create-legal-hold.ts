import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reasons to keep data whatever retention and erasure say. */
export class CreateLegalHold1760000029000 implements MigrationInterface {
  name = 'CreateLegalHold1760000029000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table legal_hold (
        id text collate "C" primary key,
        organization_id text collate "C" not null references organization,
        name text not null,
        reason text not null,
        user_ids text[] not null,
        channel_ids text[] not null,
        placed_by_id text collate "C" not null,
        placed_at timestamptz not null default clock_timestamp(),
        lifted_at timestamptz
      );
      create index legal_hold_organization on legal_hold (organization_id, id);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
