import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conditions that narrow who finds and joins an open channel; none for the channels there are. */
export class AddAccessToChannel1760000002000 implements MigrationInterface {
  name = 'AddAccessToChannel1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table channel add column access jsonb not null default '[]'`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
