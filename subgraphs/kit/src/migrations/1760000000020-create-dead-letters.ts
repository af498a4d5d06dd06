import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that a consumer could not take in, in the schema of the consumer; see consume.ts and dead-letter.ts. */
export class CreateDeadLetters1760000000020 implements MigrationInterface {
  name = 'CreateDeadLetters1760000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Attempts that failed at this position, when to try again, and how many rows are still taken one by one.
      alter table consumer_position
        add column failures int not null default 0,
        add column retry_at timestamptz,
        add column singles int not null default 0;

      create table dead_letter (
        id text collate "C" primary key,
        place bigint generated always as identity,
        consumer text not null,
        ordering text collate "C" not null,
        organization_id text collate "C",
        stream text collate "C" not null,
        seq bigint not null,
        kind text not null,
        data jsonb not null,
        actor_id text collate "C",
        happened_at timestamptz not null,
        -- Null while it only waits behind an earlier one of the same ordering.
        error text,
        attempts int not null,
        at timestamptz not null default clock_timestamp(),
        unique (consumer, stream, seq)
      );
      create index dead_letter_order on dead_letter (consumer, ordering, place);
      create index dead_letter_list on dead_letter (organization_id, place);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
