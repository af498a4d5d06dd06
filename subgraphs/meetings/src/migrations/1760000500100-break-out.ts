import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Breakout rooms: which meeting they belong to, who goes where, and for how long. */
export class BreakOut1760000500100 implements MigrationInterface {
  name = 'BreakOut1760000500100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meeting add column parent_id text collate "C" references meeting on delete cascade;

      create table breakout (
        meeting_id text collate "C" primary key references meeting on delete cascade,
        parent_id text collate "C" not null references meeting on delete cascade,
        position integer not null,
        /** Since when those in it wait for a host. */
        help_wanted_at timestamptz
      );
      create index breakout_parent on breakout (parent_id, position);

      create table breakout_place (
        parent_id text collate "C" not null references meeting on delete cascade,
        person_id text collate "C" not null,
        meeting_id text collate "C" not null references breakout on delete cascade,
        primary key (parent_id, person_id)
      );
      create index breakout_place_room on breakout_place (meeting_id);

      create table breakout_session (
        meeting_id text collate "C" primary key references meeting on delete cascade,
        opened_at timestamptz not null default clock_timestamp(),
        closes_at timestamptz,
        closed_at timestamptz
      );
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Who was in which room is not thrown away; restore a backup instead'));
  }
}
