import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Folders are listed by size and by last change as they are by name: from an index, however much is in them. */
export class OrderFolders1760000070030 implements MigrationInterface {
  name = 'OrderFolders1760000070030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index node_children_by_size on node (parent_id, kind desc, size, id) where trashed_at is null;
      create index node_children_by_change on node (parent_id, kind desc, updated_at, id) where trashed_at is null`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
