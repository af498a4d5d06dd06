import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether people see who has read is chosen, kept and obeyed by chat; what stood here was read by nobody. */
export class DropReadReceipts1760000061000 implements MigrationInterface {
  name = 'DropReadReceipts1760000061000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table organization drop column read_receipts');
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
