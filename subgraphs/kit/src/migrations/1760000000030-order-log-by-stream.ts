import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Commit order keeps the order of every stream: a transaction that began early and came to a stream late has a smaller
 * id than the one before it there, so its row is ordered by the largest id that the stream has seen. Rows from before
 * keep their order; their writer is the id they are ordered by.
 */
export class OrderLogByStream1760000000030 implements MigrationInterface {
  name = 'OrderLogByStream1760000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table log_head add column xid xid8;
      alter table log add column written_by xid8;

      create or replace function log_append(
        in_stream text, in_kind text, in_data jsonb, in_actor_id text, in_region text,
        out seq bigint, out at timestamptz
      ) language plpgsql as $$
      declare
        writer xid8 := pg_current_xact_id();
        place xid8;
      begin
        insert into log_head as head (stream, seq, xid) values (in_stream, 1, writer)
          on conflict on constraint log_head_pkey
          do update set seq = head.seq + 1, xid = greatest(head.xid, writer)
          returning head.seq, head.xid into seq, place;
        -- Read under the lock of the head row, so that times are in the order of positions.
        at := clock_timestamp();
        insert into log (stream, seq, kind, data, actor_id, region, at, xid, written_by)
          values (in_stream, seq, in_kind, in_data, in_actor_id, in_region, at, place, writer);
      end $$;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
