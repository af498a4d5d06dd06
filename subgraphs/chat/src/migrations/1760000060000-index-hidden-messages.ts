import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what of a person's was hidden by those who keep order; there is little of it. */
export class IndexHiddenMessages1760000060000 implements MigrationInterface {
  name = 'IndexHiddenMessages1760000060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index message_hidden on message (author_id, hidden_at, id) where hidden_at is not null',
    );
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
