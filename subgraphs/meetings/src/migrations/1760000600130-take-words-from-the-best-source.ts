import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of each part of a meeting the words of the best source are shown, and of all other parts those that there are. */
export class TakeWordsFromTheBestSource1760000600130 implements MigrationInterface {
  name = 'TakeWordsFromTheBestSource1760000600130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table transcript_span (
        transcript_id text collate "C" not null references transcript on delete cascade,
        from_ms bigint not null,
        to_ms bigint not null check (to_ms > from_ms),
        /** Whose words; empty for everybody's. */
        speaker_id text collate "C" not null default '',
        primary key (transcript_id, from_ms, speaker_id)
      );

      insert into transcript_span (transcript_id, from_ms, to_ms)
        select s.transcript_id, s.file_ms, max(s.end_ms)
        from transcript_segment s join transcript t on t.id = s.transcript_id and t.source = 'IMPORTED'
        group by s.transcript_id, s.file_ms;
      insert into transcript_span (transcript_id, from_ms, to_ms, speaker_id)
        select s.transcript_id, min(s.start_ms), max(s.end_ms), s.speaker_id
        from transcript_segment s join transcript t on t.id = s.transcript_id and t.source = 'PROVIDER'
        where s.speaker_id is not null
        group by s.transcript_id, s.speaker_id;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
