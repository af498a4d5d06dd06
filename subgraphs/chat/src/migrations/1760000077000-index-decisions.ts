import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what was decided about a person's messages. */
export class IndexDecisions1760000077000 implements MigrationInterface {
  name = 'IndexDecisions1760000077000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index moderation_report_author on moderation_report (author_id, decided_at) where decision <> 'KEEP'`,
    );
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
