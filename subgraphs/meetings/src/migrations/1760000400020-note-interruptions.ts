import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Over which session of a media server something is written: with that, the writing has ended, whoever was killed with it. */
export class NoteInterruptions1760000400020 implements MigrationInterface {
  name = 'NoteInterruptions1760000400020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table writing add column session text;
      alter table recording add column interrupted_at timestamptz;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
