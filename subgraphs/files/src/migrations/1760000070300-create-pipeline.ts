import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is found out about bytes after they came, step by step. */
export class CreatePipeline1760000070300 implements MigrationInterface {
  name = 'CreatePipeline1760000070300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STEPS);
  }

  async down(): Promise<void> {
    await Promise.reject(
      new Error('What was found out about files is not thrown away; restore a backup instead'),
    );
  }
}

const STEPS = `
  alter table blob drop constraint blob_scan_check;
  alter table blob add constraint blob_scan_check
    check (scan in ('WAITING', 'SCANNING', 'CLEAN', 'UNSCANNED', 'INFECTED', 'UNSCANNABLE'));
  /** The signature that was found, or why nobody can look into it. */
  alter table blob add column scan_because text;
  /** When whoever scans it last said so: what was begun long ago was left behind by a process that is gone. */
  alter table blob add column scan_begun_at timestamptz;
  create index blob_signatures on blob (scanned_with, sha256) where state = 'STORED';

  /** What was read from bytes of one type; the same bytes may be a program to one name and words to another. */
  create table content (
    organization_id text collate "C" not null,
    sha256 text collate "C" not null,
    media_type text not null,
    metadata jsonb not null default '{}',
    /** Whether it tells where a picture was taken. */
    has_place boolean not null default false,
    rendered_at timestamptz,
    read_at timestamptz,
    /** Why a step gave nothing, for whoever runs the installation. */
    problem text,
    primary key (organization_id, sha256, media_type),
    foreign key (organization_id, sha256) references blob on delete cascade
  );

  /** Which signatures the scanner had when everything was last looked through. */
  create table scanner (
    id boolean primary key default true check (id),
    version text not null,
    noticed_at timestamptz not null default clock_timestamp()
  );
`;
