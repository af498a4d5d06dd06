import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the media of rooms is, and who looks after the seats there. */
export class RouteMedia1760000300000 implements MigrationInterface {
  name = 'RouteMedia1760000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table media_room (
        meeting_id text collate "C" primary key references meeting on delete cascade,
        server text not null,
        encrypted boolean not null,
        because text not null
      );
      create index media_room_server on media_room (server);

      create table media_owner (
        id text collate "C" primary key,
        seen_at timestamptz not null default clock_timestamp()
      );

      create table routed_seat (
        participant_id text collate "C" primary key references participant on delete cascade,
        meeting_id text collate "C" not null,
        seat integer not null,
        owner_id text collate "C" not null,
        reference jsonb,
        published jsonb not null default '[]',
        received jsonb not null default '[]',
        connection integer not null default 0,
        lost boolean not null default false
      ) with (fillfactor = 70);
      create index routed_seat_meeting on routed_seat (meeting_id);
      create index routed_seat_owner on routed_seat (owner_id);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('People are in rooms; restore a backup instead'));
  }
}
