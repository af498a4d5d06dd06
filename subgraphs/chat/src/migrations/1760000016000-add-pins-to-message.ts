import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages that a channel keeps at hand, and who pinned them. */
export class AddPinsToMessage1760000016000 implements MigrationInterface {
  name = 'AddPinsToMessage1760000016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table message add column pinned_at timestamptz(3), add column pinned_by_id text collate "C";
      create index message_pinned on message (channel_id, pinned_at, id) where pinned_at is not null;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
