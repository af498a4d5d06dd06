import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may only look is shown pictures with their name drawn in them, where whoever shares chose so. */
export class DrawWatermarks1760000093000 implements MigrationInterface {
  name = 'DrawWatermarks1760000093000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table node_grant add column watermark boolean not null default false;
      alter table share_link add column watermark boolean not null default false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table node_grant drop column watermark;
      alter table share_link drop column watermark;
    `);
  }
}
