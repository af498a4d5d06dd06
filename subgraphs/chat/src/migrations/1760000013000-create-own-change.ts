import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a person has alone (drafts, saved items, what they will send) and where they put a channel. `own_change` bears
 * for each such thing the transaction that last changed it, so that the sidebar stream finds it as it finds entries;
 * a row outlives its thing, for that it went is news too.
 */
export class CreateOwnChange1760000013000 implements MigrationInterface {
  name = 'CreateOwnChange1760000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table own_change (
        person_id text collate "C" not null,
        kind text collate "C" not null,
        thing_id text collate "C" not null,
        changed_xid xid8 not null,
        primary key (person_id, kind, thing_id)
      ) with (fillfactor = 70);
      create index own_change_person on own_change (person_id, changed_xid);
      alter table membership
        add column favorite boolean not null default false,
        add column section text,
        add column hidden boolean not null default false;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
