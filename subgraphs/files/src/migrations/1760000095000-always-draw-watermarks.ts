import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What organisations lay down for all that is shared: where names are always drawn, whoever shares. */
export class AlwaysDrawWatermarks1760000095000 implements MigrationInterface {
  name = 'AlwaysDrawWatermarks1760000095000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sharing_policy (
        organization_id text collate "C" primary key,
        watermark text not null,
        regions text[] collate "C",
        version integer not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sharing_policy');
  }
}
