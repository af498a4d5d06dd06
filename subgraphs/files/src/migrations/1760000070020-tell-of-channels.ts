import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may read open channels, and what chat kept of files before they were ours. */
export class TellOfChannels1760000070020 implements MigrationInterface {
  name = 'TellOfChannels1760000070020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table channel add column access jsonb not null default '[]'`);
    // What chat keeps stands in no folder, so that only folders are the one root of whoever holds them.
    await runner.query(`
      drop index node_root;
      create unique index node_root on node (holder_id)
        where parent_id is null and channel_id is null and kind = 'FOLDER'`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
