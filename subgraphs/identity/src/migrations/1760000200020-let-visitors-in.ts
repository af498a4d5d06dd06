import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visitors come in by the link of a meeting, each with a pass of their own for that meeting. */
export class LetVisitorsIn1760000200020 implements MigrationInterface {
  name = 'LetVisitorsIn1760000200020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table meeting_link (
        meeting_id text collate "C" primary key,
        organization_id text collate "C" not null,
        title text not null,
        created_by_id text collate "C",
        link_hash text,
        is_open boolean not null
      );
      create unique index meeting_link_hash on meeting_link (link_hash) where link_hash is not null;
      /** The meeting by whose link its guest came; null for those that somebody issued. */
      alter table guest_pass add column meeting_id text collate "C";
      create index guest_pass_of_meeting on guest_pass (meeting_id) where revoked_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table meeting_link; alter table guest_pass drop column meeting_id');
  }
}
