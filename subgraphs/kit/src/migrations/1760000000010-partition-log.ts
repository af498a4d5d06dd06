import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log becomes a table of weeks (log-partitions.ts), so that what is older than its retention goes with a whole
 * table. Rows that are there stay where they are: their table becomes the oldest partition, which needs one new index
 * and no copy. That (stream, seq) is unique follows from the head row, for a partitioned table cannot say it.
 */
export class PartitionLog1760000000010 implements MigrationInterface {
  name = 'PartitionLog1760000000010';

  async up(runner: QueryRunner): Promise<void> {
    // Indexing a month of rows may take longer than any statement of a request may.
    await runner.query(`set local statement_timeout = 0`);
    await runner.query(`set local timezone = 'UTC'`);
    await runner.query(`
      alter table log rename to log_before_weeks;
      alter table log_before_weeks drop constraint log_pkey;
      alter index log_commit_order rename to log_before_weeks_commit_order;

      create table log (
        stream text collate "C" not null,
        seq bigint not null,
        kind text not null,
        data jsonb not null,
        actor_id text collate "C",
        region text,
        at timestamptz not null default clock_timestamp(),
        xid xid8 not null default pg_current_xact_id(),
        primary key (stream, seq, at)
      ) partition by range (at);
      create index log_commit_order on log (xid, stream, seq);
      create table log_default partition of log default;
    `);
    await runner.query(`
      do $$
      declare newest timestamptz := (select max(at) from log_before_weeks);
      begin
        if newest is null then
          drop table log_before_weeks;
        else
          execute format(
            'alter table log attach partition log_before_weeks for values from (minvalue) to (%L)',
            date_trunc('week', greatest(newest, now())) + interval '1 week'
          );
        end if;
      end $$
    `);
    await runner.query(APPEND);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/**
 * A function, because its plans are kept for as long as a connection lives: planning the two statements anew for each
 * event cost more than running them.
 */
const APPEND = `
  create function log_append(
    in_stream text, in_kind text, in_data jsonb, in_actor_id text, in_region text,
    out seq bigint, out at timestamptz
  ) language plpgsql as $$
  begin
    insert into log_head as head (stream, seq) values (in_stream, 1)
      on conflict on constraint log_head_pkey do update set seq = head.seq + 1
      returning head.seq into seq;
    -- Read under the lock of the head row, so that times are in the order of positions.
    at := clock_timestamp();
    insert into log (stream, seq, kind, data, actor_id, region, at)
      values (in_stream, seq, in_kind, in_data, in_actor_id, in_region, at);
  end $$`;
