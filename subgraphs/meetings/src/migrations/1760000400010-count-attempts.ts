import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often programs that make a recording playable were ended by somebody else: it is tried again, but not for ever. */
export class CountAttempts1760000400010 implements MigrationInterface {
  name = 'CountAttempts1760000400010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table recording add column attempts int not null default 0');
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
