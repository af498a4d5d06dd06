import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of end-to-end encrypted meetings: public ones, and secret ones that were sealed by devices for devices. */
export class HandOutMediaKeys1760000700000 implements MigrationInterface {
  name = 'HandOutMediaKeys1760000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table media_key_share, media_key, call_encryption');
  }
}

const KEYS = `
  create table media_key (
    participant_id text collate "C" primary key references participant on delete cascade,
    seat integer not null,
    public_key text not null,
    turns integer not null default 1
  );

  create table media_key_share (
    to_id text collate "C" not null references participant on delete cascade,
    from_id text collate "C" not null references participant on delete cascade,
    epoch integer not null,
    sealed text not null,
    primary key (to_id, from_id)
  );

  create table call_encryption (
    meeting_id text collate "C" primary key references meeting on delete cascade,
    mode text not null check (mode in ('SERVER', 'END_TO_END'))
  );
`;
