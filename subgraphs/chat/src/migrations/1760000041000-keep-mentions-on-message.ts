import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a message addresses stands on the message, in the order of its text; the table is for finding them by person. */
export class KeepMentionsOnMessage1760000041000 implements MigrationInterface {
  name = 'KeepMentionsOnMessage1760000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table message add column mentions jsonb not null default '[]';
      update message m set mentions = addressed.mentions from (
        select message_id, jsonb_agg(jsonb_build_object('kind', kind, 'targetId', target_id) order by position) as mentions
        from mention group by message_id) addressed
      where addressed.message_id = m.id;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
