import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said in meetings, found by its words without case, accents and signs between them. */
export class CreateTranscripts1760000600000 implements MigrationInterface {
  name = 'CreateTranscripts1760000600000';

  async up(runner: QueryRunner): Promise<void> {
    const known = `select collname as name from pg_collation where collname = any($1) order by array_position($1, collname::text)`;
    const [collation] = (await runner.query(known, [COLLATIONS])) as readonly { readonly name: string }[];
    for (const statements of [foldBy(collation?.name ?? 'default'), TABLES]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/**
 * Each of these knows the small letters of all scripts: the first since PostgreSQL 17, the second where it has ICU.
 * Without any, words are compared as the database itself would.
 */
const COLLATIONS = ['pg_c_utf8', 'und-x-icu', 'C.utf8'];

/** Keep in step with transcript/words.rules.ts. */
const foldBy = (collation: string): string => String.raw`
  create function said_words(given text) returns tsvector language sql immutable parallel safe as $said$
    select to_tsvector('simple', regexp_replace(
      lower(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f]', '', 'g') collate "${collation}"),
      '[!-/:-@\[-${'`'}{-~]+', ' ', 'g'))
  $said$;
`;

const TABLES = `
  create table transcript (
    id text collate "C" primary key,
    meeting_id text collate "C" not null references meeting on delete cascade,
    source text not null check (source in ('IMPORTED', 'PROVIDER', 'CAPTIONS')),
    language text,
    created_at timestamptz not null default clock_timestamp(),
    unique (meeting_id, source)
  );

  create table transcript_segment (
    id text collate "C" primary key,
    transcript_id text collate "C" not null references transcript on delete cascade,
    /** From the beginning of the meeting, in thousandths of a second. */
    start_ms integer not null,
    end_ms integer not null check (end_ms > start_ms),
    speaker_id text collate "C",
    speaker_name text not null,
    text text not null,
    words tsvector not null generated always as (said_words(text)) stored
  );
  create index transcript_segment_order on transcript_segment (transcript_id, start_ms, id);
  create index transcript_segment_words on transcript_segment using gin (words);
`;
