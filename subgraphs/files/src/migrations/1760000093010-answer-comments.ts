import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comments are answered: each begins a discussion, or belongs to one, and stays as a tombstone while answers stand. */
export class AnswerComments1760000093010 implements MigrationInterface {
  name = 'AnswerComments1760000093010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table file_comment
        add column root_id text collate "C" references file_comment on delete cascade,
        add column reply_count integer not null default 0,
        add column deleted_at timestamptz;
      create index file_comment_root on file_comment (root_id) where root_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from file_comment where root_id is not null or deleted_at is not null;
      alter table file_comment drop column root_id, drop column reply_count, drop column deleted_at;
    `);
  }
}
