import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules about words, reports, and messages that are held back or hidden. */
export class CreateModeration1760000030000 implements MigrationInterface {
  name = 'CreateModeration1760000030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table message add column held_at timestamptz, add column hidden_at timestamptz;

      create table word_rule (
        id text collate "C" primary key,
        organization_id text collate "C" not null,
        channel_id text collate "C" references channel,
        pattern text not null,
        effect text not null
      );
      create index word_rule_place on word_rule (organization_id, channel_id);

      create table moderation_report (
        id text collate "C" primary key,
        organization_id text collate "C" not null,
        channel_id text collate "C" not null references channel,
        message_id text collate "C" not null references message,
        author_id text collate "C",
        excerpt text,
        reported_by_id text collate "C",
        reason text not null,
        held boolean not null,
        created_at timestamptz not null default clock_timestamp(),
        decision text,
        decided_by_id text collate "C",
        decided_at timestamptz,
        note text
      );
      create unique index moderation_report_once on moderation_report (message_id, reported_by_id)
        where reported_by_id is not null;
      create index moderation_report_message on moderation_report (message_id);
      create index moderation_report_open on moderation_report (organization_id, id) where decision is null;
      create index moderation_report_decided on moderation_report (organization_id, id) where decision is not null;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
