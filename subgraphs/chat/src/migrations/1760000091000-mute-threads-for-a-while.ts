import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when a thread is to be silent for who follows it. */
export class MuteThreadsForAWhile1760000091000 implements MigrationInterface {
  name = 'MuteThreadsForAWhile1760000091000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table thread_follow add column muted_until timestamptz`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
