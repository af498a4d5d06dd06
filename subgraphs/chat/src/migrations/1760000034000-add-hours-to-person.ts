import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people's clocks stand and when they work; identity tells it of everybody once more. */
export class AddHoursToPerson1760000034000 implements MigrationInterface {
  name = 'AddHoursToPerson1760000034000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table person
        add column time_zone text not null default 'UTC',
        add column working_hours jsonb not null default '[]'
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
