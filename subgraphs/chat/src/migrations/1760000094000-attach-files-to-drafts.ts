import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files in what was typed and not sent, and those that messages showed before one of their changes. */
export class AttachFilesToDrafts1760000094000 implements MigrationInterface {
  name = 'AttachFilesToDrafts1760000094000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table draft add column attachments jsonb not null default '[]';
      create index draft_attachments on draft using gin (attachments jsonb_path_ops) where attachments <> '[]';
      alter table message_edit add column attachments jsonb not null default '[]';
      alter table message_edit alter column text drop not null;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
