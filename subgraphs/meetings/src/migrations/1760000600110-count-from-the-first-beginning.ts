import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Places in the words and films of a room are counted from when it first began: a room that stays begins anew each time
 * somebody comes, and what was said on two days must not stand side by side.
 */
export class CountFromTheFirstBeginning1760000600110 implements MigrationInterface {
  name = 'CountFromTheFirstBeginning1760000600110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meeting add column counted_from timestamptz;
      update meeting set counted_from = started_at where started_at is not null;

      /** Whatever begins a room: nobody can forget it, and nothing moves it afterwards. */
      create function count_from_first_beginning() returns trigger language plpgsql as $$
      begin
        new.counted_from := coalesce(new.counted_from, new.started_at);
        return new;
      end $$;
      create trigger meeting_counted_from before insert or update of started_at on meeting
        for each row execute function count_from_first_beginning();

      /** An integer ends after 24 days of milliseconds; rooms stay for years. */
      alter table transcript_segment alter column start_ms type bigint, alter column end_ms type bigint;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
