import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What will be sent: the whole of it, and when. Gone once it is sent; kept with the reason where it was refused. */
export class CreateScheduledMessage1760000015000 implements MigrationInterface {
  name = 'CreateScheduledMessage1760000015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table scheduled_message (
        id text collate "C" primary key,
        person_id text collate "C" not null,
        channel_id text collate "C" not null references channel,
        thread_id text collate "C",
        text text not null,
        content jsonb not null,
        send_at timestamptz(3) not null,
        recipient_id text collate "C",
        recipient_local_time text,
        recipient_local_date text,
        recipient_zone text,
        viewer jsonb not null,
        message_key uuid not null,
        created_at timestamptz(3) not null,
        failed_at timestamptz(3),
        failed_because text
      );
      create index scheduled_message_person on scheduled_message (person_id, send_at, id);
      create index scheduled_message_due on scheduled_message (send_at) where failed_at is null;
      create index scheduled_message_recipient on scheduled_message (recipient_id) where recipient_id is not null;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
