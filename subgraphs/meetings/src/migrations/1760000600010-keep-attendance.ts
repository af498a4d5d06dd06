import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was in a meeting when, how long they spoke, and whose connection is bad now. */
export class KeepAttendance1760000600010 implements MigrationInterface {
  name = 'KeepAttendance1760000600010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [TABLES, STAYS, KNOWN]) await runner.query(statements);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

const TABLES = `
  /** From when to when somebody was in; without an end while they are. */
  create table stay (
    participant_id text collate "C" not null references participant on delete cascade,
    came_at timestamptz not null,
    left_at timestamptz,
    primary key (participant_id, came_at)
  );
  create unique index stay_open on stay (participant_id) where left_at is null;

  create table speech (
    participant_id text collate "C" primary key references participant on delete cascade,
    spoken_ms bigint not null default 0,
    /** Since when they speak; null while they are silent. */
    speaking_since timestamptz
  ) with (fillfactor = 50);

  /** Those whose connection was bad for a while, until it is good for a while. */
  create table quality_alarm (
    participant_id text collate "C" primary key references participant on delete cascade,
    since timestamptz not null default clock_timestamp()
  );
`;

/** Kept by a trigger, so that whoever brings somebody in, or out, cannot forget it. */
const STAYS = `
  create function note_stay() returns trigger language plpgsql as $note$
  begin
    if new.state in ('JOINED', 'RECONNECTING') then
      insert into stay (participant_id, came_at) values (new.id, clock_timestamp())
      on conflict do nothing;
    else
      update stay set left_at = clock_timestamp() where participant_id = new.id and left_at is null;
      update speech set speaking_since = null,
        spoken_ms = spoken_ms + extract(epoch from clock_timestamp() - speaking_since) * 1000
      where participant_id = new.id and speaking_since is not null;
    end if;
    return null;
  end $note$;
  create trigger note_stay_of_comer after insert on participant for each row execute function note_stay();
  create trigger note_stay after update of state on participant for each row
    when (old.state in ('JOINED', 'RECONNECTING') <> (new.state in ('JOINED', 'RECONNECTING')))
    execute function note_stay();
`;

const KNOWN = `
  insert into stay (participant_id, came_at, left_at) select id, joined_at, left_at from participant;
`;
