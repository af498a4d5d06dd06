import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the addresses in messages lead to, on the message itself, and what was read lately, for each organisation. */
export class CreateLinkPreviews1760000022000 implements MigrationInterface {
  name = 'CreateLinkPreviews1760000022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table message add column link_previews jsonb not null default '[]';
      create table link_preview (
        organization_id text collate "C" not null,
        url text collate "C" not null,
        preview jsonb,
        at timestamptz not null default clock_timestamp(),
        primary key (organization_id, url)
      );
      create index link_preview_at on link_preview (at);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
