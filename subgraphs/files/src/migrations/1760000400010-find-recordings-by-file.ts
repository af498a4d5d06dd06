import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a file is a recording that somebody who is held is in, is asked of each that is to be removed. */
export class FindRecordingsByFile1760000400010 implements MigrationInterface {
  name = 'FindRecordingsByFile1760000400010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index taken_recording_file on taken_recording (file_id) where file_id is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index taken_recording_file');
  }
}
