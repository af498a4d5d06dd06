import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What can be done with messages besides reading and answering them. What a page shows of it stands on the message
 * itself, counts included, so that no page reads more tables for it.
 */
export class AddDeeds1760000017000 implements MigrationInterface {
  name = 'AddDeeds1760000017000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [MESSAGES, VOTES, CONFIRMATIONS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

const MESSAGES = `
  alter table message
    add column withdrawn_at timestamptz,
    add column forwarded_from_id text collate "C",
    add column forwarded jsonb,
    add column poll jsonb,
    add column acknowledgement jsonb,
    add column card_id text collate "C";
`;

const VOTES = `
  create table poll_vote (
    message_id text collate "C" not null references message on delete cascade,
    person_id text collate "C" not null,
    option_id text collate "C" not null,
    at timestamptz not null default clock_timestamp(),
    primary key (message_id, person_id, option_id)
  );
`;

const CONFIRMATIONS = `
  create table acknowledgement (
    message_id text collate "C" not null references message on delete cascade,
    person_id text collate "C" not null,
    asked_at timestamptz not null default clock_timestamp(),
    at timestamptz,
    reminded_at timestamptz,
    changed_xid xid8 not null default pg_current_xact_id(),
    primary key (message_id, person_id)
  ) with (fillfactor = 80);
  create index acknowledgement_waiting on acknowledgement (person_id, message_id) where at is null;
  create index acknowledgement_changed on acknowledgement (person_id, changed_xid);
`;
