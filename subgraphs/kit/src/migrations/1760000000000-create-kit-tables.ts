import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every subgraph has in its own schema: the durable log, client keys, audit, consumer positions. */
export class CreateKitTables1760000000000 implements MigrationInterface {
  name = 'CreateKitTables1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table log_head (
        stream text collate "C" primary key,
        seq bigint not null
      ) with (fillfactor = 50);

      create table log (
        stream text collate "C" not null,
        seq bigint not null,
        kind text not null,
        data jsonb not null,
        actor_id text collate "C",
        region text,
        at timestamptz not null default clock_timestamp(),
        xid xid8 not null default pg_current_xact_id(),
        primary key (stream, seq)
      );
      create index log_commit_order on log (xid, stream, seq);

      create table client_key (
        author_id text collate "C" not null,
        key uuid not null,
        operation text not null,
        digest text not null,
        result_id text collate "C" not null,
        at timestamptz not null default now(),
        primary key (author_id, key)
      );

      create table consumer_position (
        consumer text primary key,
        position text
      );

      create table audit_head (
        organization_id text collate "C" primary key,
        seq bigint not null,
        hash text not null
      );

      create table audit_entry (
        organization_id text collate "C" not null,
        seq bigint not null,
        actor_id text collate "C",
        action text not null,
        target_id text collate "C",
        details jsonb not null,
        refused boolean not null,
        at timestamptz not null,
        request_id text not null,
        hash text not null,
        primary key (organization_id, seq)
      );

      create function refuse_audit_change() returns trigger language plpgsql as $$
      begin
        raise exception 'audit entries are never changed';
      end $$;
      create trigger audit_entry_is_final before update or delete or truncate on audit_entry
        for each statement execute function refuse_audit_change();
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('The first migration is not undone; restore a backup instead'));
  }
}
