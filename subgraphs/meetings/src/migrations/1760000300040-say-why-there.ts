import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why the media of a room runs where it does, for whoever says it in a language of their own. */
export class SayWhyThere1760000300040 implements MigrationInterface {
  name = 'SayWhyThere1760000300040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      /** Null where it was placed before anybody noted this. */
      alter table media_room
        add column reason text check (reason in ('RESIDENCY', 'NEAREST', 'COUNTRIES', 'ONLY', 'CAPACITY')),
        add column milliseconds integer;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
