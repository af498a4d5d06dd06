import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of calls: a call rings, its meeting is the room that those who talk are in. */
export class CreateCalls1760000100000 implements MigrationInterface {
  name = 'CreateCalls1760000100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [PEOPLE, MEETINGS, CALLS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('The first migration is not undone; restore a backup instead'));
  }
}

/** What is kept of identity's people and chat's channels, told by their logs. */
const PEOPLE = `
  create table person (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    kind text not null,
    state text not null,
    display_name text not null,
    team_ids text[] not null default '{}'
  );

  create table channel_member (
    person_id text collate "C" not null,
    channel_id text collate "C" not null,
    primary key (person_id, channel_id)
  );
  create index channel_member_channel on channel_member (channel_id);

  create table call_policy (
    person_id text collate "C" primary key,
    may_call text not null check (may_call in ('EVERYONE', 'SHARED_CHANNELS', 'TEAM', 'NOBODY')),
    may_video boolean not null
  );
`;

const MEETINGS = `
  create table meeting (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    kind text not null check (kind in ('CALL')),
    mode text not null check (mode in ('PEER')),
    created_by_id text collate "C",
    started_at timestamptz,
    finished_at timestamptz
  );

  create table participant (
    id text collate "C" primary key,
    meeting_id text collate "C" not null references meeting on delete cascade,
    person_id text collate "C" not null,
    display_name text not null,
    state text not null check (state in ('JOINED', 'RECONNECTING', 'LEFT')),
    device text not null,
    microphone boolean not null,
    camera boolean not null,
    screen boolean not null default false,
    joined_at timestamptz not null default clock_timestamp(),
    left_at timestamptz,
    /** Counts the devices that took it: only the last one speaks for them. */
    seat integer not null default 1,
    /** When their device last gave a sign of life, and since when one is missed. */
    seen_at timestamptz not null default clock_timestamp(),
    missed_since timestamptz,
    score real,
    round_trip_ms integer,
    jitter_ms integer,
    loss_ratio real,
    bitrate_kbps integer,
    measured_at timestamptz,
    unique (meeting_id, person_id)
  ) with (fillfactor = 70);

  create table quality_sample (
    participant_id text collate "C" not null references participant on delete cascade,
    at timestamptz not null,
    score real not null,
    round_trip_ms integer not null,
    jitter_ms integer not null,
    loss_ratio real not null,
    bitrate_kbps integer not null,
    primary key (participant_id, at)
  );
`;

const CALLS = `
  create table call (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    meeting_id text collate "C" not null references meeting,
    caller_id text collate "C" not null,
    callee_id text collate "C" not null,
    state text not null check (state in ('RINGING', 'ACTIVE', 'HELD', 'TRANSFERRING', 'ENDED', 'MISSED',
      'REJECTED', 'BUSY', 'CANCELLED', 'FAILED')),
    video boolean not null,
    /** The device of who was rung that answered. */
    device text,
    started_at timestamptz not null default clock_timestamp(),
    rings_until timestamptz not null,
    answered_at timestamptz,
    finished_at timestamptz,
    ended_because text check (ended_because in ('HUNG_UP', 'LOST', 'TRANSFERRED')),
    held_by_id text collate "C",
    transferred_to_id text collate "C" references call,
    /** The call that somebody speaks about in this one, before handing it over. */
    consults_about_id text collate "C" references call
  ) with (fillfactor = 80);
  create unique index call_meeting on call (meeting_id);
  create index call_consultation on call (consults_about_id) where consults_about_id is not null;
  create index call_caller on call (caller_id, started_at desc, id desc);
  create index call_callee on call (callee_id, started_at desc, id desc);
  create index call_caller_now on call (caller_id) where finished_at is null;
  create index call_callee_now on call (callee_id) where finished_at is null;
`;
