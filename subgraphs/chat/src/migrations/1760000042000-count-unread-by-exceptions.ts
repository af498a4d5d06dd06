import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Positions of a channel have no holes, so that what is unread is counted by what does not count: those are few, and
 * these indexes hold nothing else but everybody's own.
 */
export class CountUnreadByExceptions1760000042000 implements MigrationInterface {
  name = 'CountUnreadByExceptions1760000042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index message_uncounted on message (channel_id, seq)
        where not in_timeline or deleted_at is not null or kind = 'SYSTEM';
      create index message_own on message (channel_id, author_id, seq)
        where in_timeline and deleted_at is null and kind <> 'SYSTEM';
      create index message_in_both on message (channel_id, seq) include (author_id, thread_id)
        where thread_id is not null and in_timeline and deleted_at is null and kind <> 'SYSTEM';
      drop index message_unread;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
