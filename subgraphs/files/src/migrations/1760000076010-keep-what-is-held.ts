import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What legal holds keep, and in whose spaces a node was before: leaving one does not take it out of a hold. */
export class KeepWhatIsHeld1760000076010 implements MigrationInterface {
  name = 'KeepWhatIsHeld1760000076010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table legal_hold (
        id text collate "C" primary key,
        organization_id text collate "C" not null,
        user_ids text[] collate "C" not null,
        channel_ids text[] collate "C" not null
      );
      create index legal_hold_organization on legal_hold (organization_id);
      alter table node add column former_holder_ids text[] collate "C" not null default '{}';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('What is held is not let go; restore a backup instead'));
  }
}
