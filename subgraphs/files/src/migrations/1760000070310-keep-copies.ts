import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Copies of pictures that do not tell where they were taken are kept as what is made from them is. */
export class KeepCopies1760000070310 implements MigrationInterface {
  name = 'KeepCopies1760000070310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table rendition drop constraint rendition_kind_check;
      alter table rendition add constraint rendition_kind_check check (kind in
        ('THUMBNAIL', 'PREVIEW', 'POSTER', 'STREAM', 'WAVEFORM', 'PDF', 'TEXT', 'WITHOUT_PLACE'));
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(
      new Error('Copies are not told from what they are copies of; restore a backup instead'),
    );
  }
}
