import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What those who help say among themselves, apart from everything that customers read. */
export class CreateInternalNote1760000032000 implements MigrationInterface {
  name = 'CreateInternalNote1760000032000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table internal_note (
        id text collate "C" primary key,
        channel_id text collate "C" not null references channel,
        author_id text collate "C",
        body text not null,
        version integer not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        edited_at timestamptz
      );
      create index internal_note_channel on internal_note (channel_id, id);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
