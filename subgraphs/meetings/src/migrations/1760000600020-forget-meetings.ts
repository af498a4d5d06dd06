import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For how long an organisation keeps what stays of meetings, and what a legal hold keeps longer. */
export class ForgetMeetings1760000600020 implements MigrationInterface {
  name = 'ForgetMeetings1760000600020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table record_retention (
        organization_id text collate "C" primary key,
        keep_days integer not null check (keep_days between 1 and 36500)
      );

      create table legal_hold (
        id text collate "C" primary key,
        organization_id text collate "C" not null,
        user_ids text[] collate "C" not null,
        channel_ids text[] collate "C" not null
      );
      create index legal_hold_organization on legal_hold (organization_id);

      /** When words were last added: what is old is told by it. */
      alter table transcript add column changed_at timestamptz not null default clock_timestamp();
      create index transcript_age on transcript (changed_at);
      create index quality_sample_age on quality_sample (at);
      create index stay_age on stay (left_at) where left_at is not null;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
