import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of a room that stays, what was said on each day may come from a file of its own. */
export class ImportDayByDay1760000600120 implements MigrationInterface {
  name = 'ImportDayByDay1760000600120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      /** Where the file begins that words came from; of what was heard it says nothing. */
      alter table transcript_segment add column file_ms bigint not null default 0;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
