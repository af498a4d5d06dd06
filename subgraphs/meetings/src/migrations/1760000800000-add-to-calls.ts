import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls that ring somebody into a call of others, which is a room from then on. */
export class AddToCalls1760000800000 implements MigrationInterface {
  name = 'AddToCalls1760000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADDED);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('What calls have become is not thrown away; restore a backup instead'));
  }
}

const ADDED = `
  alter table call
    drop constraint call_state_check,
    add constraint call_state_check check (state in ('RINGING', 'ACTIVE', 'HELD', 'TRANSFERRING', 'GROWN', 'ENDED',
      'MISSED', 'REJECTED', 'BUSY', 'CANCELLED', 'FAILED')),
    /** The call of others that somebody is rung into; both have the same meeting. */
    add column adds_to_id text collate "C" references call;
  drop index call_meeting;
  create unique index call_meeting on call (meeting_id) where adds_to_id is null;
  create index call_meeting_now on call (meeting_id) where finished_at is null;
`;
