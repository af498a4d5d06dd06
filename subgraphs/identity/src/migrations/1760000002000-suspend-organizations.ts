import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whole organisations can be shut out, and let in again. */
export class SuspendOrganizations1760000002000 implements MigrationInterface {
  name = 'SuspendOrganizations1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table organization add suspended_at timestamptz, add suspended_because text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table organization drop suspended_at, drop suspended_because`);
  }
}
