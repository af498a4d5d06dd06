import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message that is removed for good takes what it is found by with it. */
export class TieSearchToMessages1760000026000 implements MigrationInterface {
  name = 'TieSearchToMessages1760000026000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from message_search s where not exists (
        select from message m where m.channel_id = s.channel_id and m.seq = s.seq);
      alter table message_search add foreign key (channel_id, seq)
        references message (channel_id, seq) on delete cascade;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
