import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Slow mode, whether customers read along, and who holds the keys: today the server, of every channel there is. */
export class GovernChannels1760000029000 implements MigrationInterface {
  name = 'GovernChannels1760000029000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table channel
        add column slow_mode_seconds integer not null default 0,
        add column customer_visible boolean not null default false,
        add column encryption text not null default 'SERVER';

      create table slow_mode_mark (
        channel_id text collate "C" not null references channel,
        person_id text collate "C" not null,
        posted_at timestamptz not null,
        primary key (channel_id, person_id)
      ) with (fillfactor = 70);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
