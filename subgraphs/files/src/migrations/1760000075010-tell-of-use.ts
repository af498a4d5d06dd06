import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done with files is removed by its age, and looked up by who did it. */
export class TellOfUse1760000075010 implements MigrationInterface {
  name = 'TellOfUse1760000075010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index activity_at on activity (at);
      create index file_comment_open on file_comment (node_id, id) where resolved_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index activity_at; drop index file_comment_open');
  }
}
