import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people want to be told of, channel by channel, and when not at all. */
export class AddNotificationSettings1760000036000 implements MigrationInterface {
  name = 'AddNotificationSettings1760000036000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table membership add column level text, add column muted_until timestamptz;
      -- Whom every message of a channel is told, without looking at its other members.
      create index membership_told on membership (channel_id, person_id) where level = 'ALL' and ended_at is null;

      create table notification_setting (
        person_id text collate "C" primary key,
        organization_id text collate "C" not null,
        quiet_spans jsonb not null default '[]'
      );
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
