import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where media can run, from where people come, and how well what they send arrives there. */
export class NameMediaRegions1760000300010 implements MigrationInterface {
  name = 'NameMediaRegions1760000300010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table media_region (
        id text collate "C" primary key,
        code text not null unique,
        name text not null,
        /** Where browsers measure how far it is. */
        url text,
        countries text[] not null default '{}',
        enabled boolean not null default true
      );

      /** From where somebody in a meeting comes: their country, and how far each region is, in milliseconds. */
      create table media_reach (
        participant_id text collate "C" primary key references participant on delete cascade,
        country text,
        latencies jsonb not null default '{}'
      );

      alter table routed_seat
        add column uplink_round_trip_ms integer,
        add column uplink_jitter_ms integer,
        add column uplink_loss_ratio real,
        add column uplink_at timestamptz;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(
      new Error('Regions that somebody named are not thrown away; restore a backup instead'),
    );
  }
}
