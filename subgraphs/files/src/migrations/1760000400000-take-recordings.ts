import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings of meetings, from when meetings told of them until they are removed. */
export class TakeRecordings1760000400000 implements MigrationInterface {
  name = 'TakeRecordings1760000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table taken_recording (
        recording_id text collate "C" primary key,
        organization_id text collate "C" not null,
        owner_id text collate "C" not null,
        audience_ids text[] collate "C" not null,
        name text not null,
        size bigint not null,
        sha256 text not null,
        /** Where its bytes are put, however often that is begun. */
        store_key text not null,
        told_at timestamptz not null default clock_timestamp(),
        /** When a process that brings its bytes last said that it does. */
        worked_at timestamptz,
        file_id text collate "C"
      );
      create index taken_recording_awaited on taken_recording (told_at) where file_id is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table taken_recording');
  }
}
