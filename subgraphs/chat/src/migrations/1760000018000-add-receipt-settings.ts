import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who shows how far they have read: chosen by people, and by organisations for everybody. It is copied to where it is
 * needed, so that reading a page of members asks for nothing more.
 */
export class AddReceiptSettings1760000018000 implements MigrationInterface {
  name = 'AddReceiptSettings1760000018000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table receipt_setting (
        owner_id text collate "C" primary key,
        shown boolean not null
      );
      alter table channel add column shows_receipts boolean not null default true;
      alter table membership
        add column shows_receipts boolean not null default true,
        add column last_read_at timestamptz;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
