import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a transcription provider is asked for of recordings, and where their films begin. */
export class TranscribeRecordings1760000600100 implements MigrationInterface {
  name = 'TranscribeRecordings1760000600100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table transcription (
        recording_id text collate "C" primary key references recording on delete cascade,
        state text not null check (state in ('WAITING', 'DONE', 'FAILED')),
        attempts integer not null default 0,
        because text,
        /** Not asked for before then. */
        next_at timestamptz not null default clock_timestamp(),
        /** When a process that asks for it last said that it does. */
        worked_at timestamptz
      );
      create index transcription_due on transcription (next_at) where state = 'WAITING';

      /** What was written of somebody, and whose words of it are in the transcript. */
      create table transcribed (
        writing_id text collate "C" primary key references writing on delete cascade
      );

      /** When the film begins, by the clock of the media server. */
      alter table recording add column began_at timestamptz;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
