import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which channel each room of meetings' belongs to: the one it was made in, or one of its own. */
export class GiveMeetingsAChannel1760000500000 implements MigrationInterface {
  name = 'GiveMeetingsAChannel1760000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table channel add column meeting_id text collate "C";
      create unique index channel_of_meeting on channel (meeting_id) where meeting_id is not null;

      create table channel_meeting (
        meeting_id text collate "C" primary key,
        channel_id text collate "C" not null references channel on delete cascade,
        live boolean not null default false,
        /** What tells in the channel that it began, the last time it did. */
        message_id text collate "C"
      ) with (fillfactor = 80);
      create index channel_meeting_live on channel_meeting (channel_id, meeting_id) where live;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
