import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rooms: what calls had one of for two, for as many as come, with roles, a lobby and settings. */
export class OpenRooms1760000200000 implements MigrationInterface {
  name = 'OpenRooms1760000200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [MEETINGS, PARTICIPANTS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('What was said of rooms is not thrown away; restore a backup instead'));
  }
}

const MEETINGS = `
  alter table meeting
    drop constraint meeting_kind_check,
    add constraint meeting_kind_check check (kind in ('CALL', 'INSTANT', 'SCHEDULED', 'PERMANENT', 'WEBINAR',
      'BREAKOUT', 'CONSULTATION', 'REMOTE_VIEW')),
    drop constraint meeting_mode_check,
    add constraint meeting_mode_check check (mode in ('PEER', 'ROUTED', 'UNAVAILABLE')),
    add column title text not null default '',
    add column version integer not null default 1,
    add column channel_id text collate "C",
    /** What lists are ordered by: when it is planned for, or was made. */
    add column takes_place_at timestamptz not null default clock_timestamp(),
    add column starts_at timestamptz,
    add column ends_at timestamptz,
    /** Since when nobody is in one that runs. */
    add column empty_since timestamptz,
    /** When its media broke; whoever comes back makes it run again. */
    add column failed_at timestamptz,
    /** Since when somebody looks after those who are in it or wait; null while nobody has to. */
    add column watched_since timestamptz,
    add column spotlight_id text collate "C",
    add column lobby boolean not null default false,
    add column locked boolean not null default false,
    add column guests boolean not null default false,
    add column participants_may text[] not null default '{}',
    add column layout text not null default 'GRID' check (layout in ('GRID', 'SPEAKER', 'FILMSTRIP')),
    add column muted_on_entry boolean not null default false,
    add column captions boolean not null default false,
    add column encryption text not null default 'SERVER' check (encryption in ('SERVER', 'END_TO_END')),
    add constraint meeting_span check (ends_at > starts_at);
  create index meeting_creator on meeting (created_by_id, takes_place_at desc, id desc);
  create index meeting_channel on meeting (channel_id, takes_place_at desc, id desc) where channel_id is not null;
`;

const PARTICIPANTS = `
  alter table participant
    drop constraint participant_state_check,
    add constraint participant_state_check check (state in ('WAITING', 'JOINED', 'RECONNECTING', 'LEFT', 'DENIED',
      'REMOVED')),
    add column role text not null default 'PARTICIPANT' check (role in ('HOST', 'COHOST', 'PRESENTER', 'PARTICIPANT',
      'GUEST')),
    /** What they were before they stood in for a host who left; null for those who do not. */
    add column stood_in_from text check (stood_in_from in ('COHOST', 'PRESENTER', 'PARTICIPANT')),
    add column hand_raised_at timestamptz,
    /** Whether their microphone was switched off for them: turning it on again is a right of its own. */
    add column held_mute boolean not null default false,
    /** May not come back. */
    add column banned boolean not null default false,
    /** Was let in once, and so does not wait again. */
    add column admitted boolean not null default true;
  create index participant_person on participant (person_id, meeting_id);
  create index participant_present on participant (meeting_id) where state in ('WAITING', 'JOINED', 'RECONNECTING');
  alter table meeting add constraint meeting_spotlight foreign key (spotlight_id) references participant
    on delete set null;
`;
