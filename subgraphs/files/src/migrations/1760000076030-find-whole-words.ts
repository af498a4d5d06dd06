import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Words of a name are found as they are written: what PostgreSQL takes for a number with an exponent, such as the first
 * half of 4e73ced, it would cut in two.
 */
export class FindWholeWords1760000076030 implements MigrationInterface {
  name = 'FindWholeWords1760000076030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(String.raw`
      create or replace function search_name(given text) returns tsvector
        language sql immutable parallel safe as $name$
        select setweight(to_tsvector('simple', search_fold(given)), 'A')
          || setweight(array_to_tsvector(array_remove(regexp_split_to_array(search_fold(left(given, 255)), '\s+'), '')), 'A')
          || setweight(coalesce((
            select array_to_tsvector(array_agg(distinct substr(word, at)))
            from regexp_split_to_table(search_fold(left(given, 255)), '\s+') word, generate_series(2, length(word) - 2) at),
            ''), 'B')
      $name$;
      update file_search s set head = search_head(n), found = search_head(n) || search_body(n.id)
        from node n where n.id = s.node_id;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
