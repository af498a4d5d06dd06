import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is looked through for words that are nearly everywhere: the newest files, and what stands on files themselves. */
export class FindNewestFirst1760000076040 implements MigrationInterface {
  name = 'FindNewestFirst1760000076040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index node_newest on node (organization_id, updated_at desc, id desc)
        where kind = 'FILE' and trashed_at is null;
      create index node_called on node (organization_id, lower(name)) where kind = 'FILE' and trashed_at is null;
      create index file_search_head on file_search using gin (ancestors, head);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index node_newest; drop index node_called; drop index file_search_head');
  }
}
