import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was typed and not sent, and what was put aside to come back to; times in milliseconds, as cursors bear them. */
export class CreateDraftAndSavedItem1760000014000 implements MigrationInterface {
  name = 'CreateDraftAndSavedItem1760000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table draft (
        id text collate "C" primary key,
        person_id text collate "C" not null,
        channel_id text collate "C" not null references channel,
        thread_id text collate "C",
        text text not null,
        updated_at timestamptz(3) not null,
        client_key uuid not null
      ) with (fillfactor = 70);
      create unique index draft_place on draft (person_id, channel_id, coalesce(thread_id, ''));
      create index draft_person on draft (person_id, updated_at, id);

      create table saved_item (
        id text collate "C" primary key,
        person_id text collate "C" not null,
        message_id text collate "C" not null references message,
        note text,
        remind_at timestamptz(3),
        reminded_at timestamptz(3),
        saved_at timestamptz(3) not null,
        unique (person_id, message_id)
      );
      create index saved_item_person on saved_item (person_id, saved_at, id);
      create index saved_item_due on saved_item (remind_at) where reminded_at is null and remind_at is not null;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
