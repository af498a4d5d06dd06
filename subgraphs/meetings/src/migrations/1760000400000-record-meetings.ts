import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings of meetings: what is known of them, who agreed, and what was written of whom. */
export class RecordMeetings1760000400000 implements MigrationInterface {
  name = 'RecordMeetings1760000400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [RECORDINGS, WRITINGS, POLICY]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Consents are not thrown away; restore a backup instead'));
  }
}

const RECORDINGS = `
  create table recording (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    meeting_id text collate "C" not null references meeting,
    state text not null check (state in ('ASKING', 'RUNNING', 'STOPPED', 'PROCESSING', 'READY', 'REFUSED', 'FAILED')),
    started_by_id text collate "C" not null,
    asked_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    stopped_at timestamptz,
    duration_seconds real,
    chapters jsonb not null default '[]',
    failed_because text,
    file_id text collate "C",
    worked_at timestamptz,
    told_at timestamptz,
    expires_at timestamptz
  );
  create unique index recording_active on recording (meeting_id) where state in ('ASKING', 'RUNNING');
  create index recording_meeting on recording (meeting_id, asked_at desc, id desc);
  create index recording_work on recording (stopped_at) where state in ('STOPPED', 'PROCESSING');
  create index recording_expiry on recording (expires_at);

  create table consent (
    id text collate "C" primary key,
    recording_id text collate "C" not null references recording on delete cascade,
    participant_id text collate "C" not null references participant on delete cascade,
    person_id text collate "C" not null,
    state text not null check (state in ('ASKED', 'GIVEN', 'DECLINED', 'WITHDRAWN')),
    asked_at timestamptz not null default clock_timestamp(),
    asks_until timestamptz not null,
    answered_at timestamptz,
    unique (recording_id, participant_id)
  );
  create index consent_participant on consent (participant_id);
`;

const WRITINGS = `
  create table writing (
    id text collate "C" primary key,
    recording_id text collate "C" not null references recording on delete cascade,
    participant_id text collate "C" not null references participant on delete cascade,
    begun_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz
  );
  create index writing_recording on writing (recording_id);
  /** Of one participant one thing is written at a time. */
  create unique index writing_now on writing (participant_id) where ended_at is null;

  create table recording_mark (
    id text collate "C" primary key,
    recording_id text collate "C" not null references recording on delete cascade,
    at timestamptz not null default clock_timestamp(),
    title text not null,
    spotlight_id text collate "C"
  );
  create index recording_mark_recording on recording_mark (recording_id, at);
`;

const POLICY = `alter table call_policy add column may_record boolean not null default true;`;
