import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attempts at what is secret: passwords of links. */
export class CountAttempts1760000075000 implements MigrationInterface {
  name = 'CountAttempts1760000075000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table attempt (
        subject text primary key,
        attempts integer not null,
        until timestamptz not null
      );
      create index attempt_over on attempt (until);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table attempt');
  }
}
