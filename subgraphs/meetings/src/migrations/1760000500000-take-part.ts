import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people do in a room besides talking: questions, and how often hands went up and somebody reacted. */
export class TakePart1760000500000 implements MigrationInterface {
  name = 'TakePart1760000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table question (
        id text collate "C" primary key,
        meeting_id text collate "C" not null references meeting on delete cascade,
        author_id text collate "C" not null,
        text text not null,
        /** How many support it; a row of question_vote for each. */
        votes integer not null default 0,
        asked_at timestamptz not null default clock_timestamp(),
        answered_at timestamptz,
        answer text,
        answered_by_id text collate "C",
        dismissed_at timestamptz,
        dismissed_by_id text collate "C"
      ) with (fillfactor = 80);
      create index question_wanted on question (meeting_id, votes desc, id) where dismissed_at is null;

      create table question_vote (
        question_id text collate "C" not null references question on delete cascade,
        person_id text collate "C" not null,
        at timestamptz not null default clock_timestamp(),
        primary key (question_id, person_id)
      );

      create table participation (
        participant_id text collate "C" primary key references participant on delete cascade,
        hand_count integer not null default 0,
        reaction_count integer not null default 0,
        /** Since when reactions are counted against the limit, and how many there were since. */
        reacting_since timestamptz,
        reacted integer not null default 0
      ) with (fillfactor = 50);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('What was asked is not thrown away; restore a backup instead'));
  }
}
