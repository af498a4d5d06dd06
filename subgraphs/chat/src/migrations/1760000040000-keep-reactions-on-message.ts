import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a page shows of reactions stands on the message: counts and the first ten of each emoji. */
export class KeepReactionsOnMessage1760000040000 implements MigrationInterface {
  name = 'KeepReactionsOnMessage1760000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table message add column reactions jsonb not null default '[]';
      update message m set reactions = counted.reactions from (
        select message_id, jsonb_agg(jsonb_build_object('emoji', emoji, 'count', count, 'firstIds', first_ids)
          order by first_at, emoji) as reactions
        from (select message_id, emoji, count(*) as count, min(at) as first_at,
                (array_agg(person_id order by at, person_id))[1:10] as first_ids
              from reaction group by message_id, emoji) each
        group by message_id) counted
      where counted.message_id = m.id;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
