import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is found is put in order before anything else is read of it: when a file changed stands beside its words. Words of
 * names have an index of their own, in which their parts are not: a word has a place in its name, so that it has a
 * weight too; a part has none, and ts_filter() leaves it out.
 */
export class FindInOrder1760000094000 implements MigrationInterface {
  name = 'FindInOrder1760000094000';

  async up(runner: QueryRunner): Promise<void> {
    // Every file has its row, and every text is read once more.
    await runner.query(`set local statement_timeout = 0`);
    await runner.query(String.raw`
      ${NAME}
      alter table file_search add column updated_at timestamptz;
      update file_search s set updated_at = n.updated_at, head = search_head(n), found = search_head(n) || search_body(n.id)
        from node n where n.id = s.node_id;
      alter table file_search alter column updated_at set not null;
      create index file_search_newest on file_search (updated_at desc, node_id desc);
      create index file_search_names on file_search using gin (ancestors, ts_filter(head, '{a}'));

      create or replace function search_node() returns trigger language plpgsql as $node$
      declare head tsvector;
      begin
        head := search_head(new);
        insert into file_search as s (node_id, ancestors, head, found, updated_at)
        values (new.id, new.ancestors, head, head || search_body(new.id), new.updated_at)
        on conflict (node_id) do update set ancestors = excluded.ancestors, head = excluded.head,
          found = excluded.found, updated_at = excluded.updated_at;
        return null;
      end $node$;

      create or replace function search_moved() returns trigger language plpgsql as $moved$
      begin
        update file_search set ancestors = new.ancestors, updated_at = new.updated_at where node_id = new.id;
        return null;
      end $moved$;

      drop trigger search_node_moved on node;
      create trigger search_node_moved after update of ancestors, updated_at on node for each row
        when (new.kind = 'FILE' and (old.ancestors, old.updated_at) is distinct from (new.ancestors, new.updated_at))
        execute function search_moved();
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/** PostgreSQL takes apart what it holds for a number, such as 4e73ced: words are also found as they are written. */
const NAME = String.raw`
  create or replace function search_name(given text) returns tsvector language sql immutable parallel safe as $name$
    select setweight(to_tsvector('simple', search_fold(given)), 'A')
      || setweight(coalesce((
        select string_agg(distinct '''' || word || ''':1', ' ')::tsvector
        from regexp_split_to_table(search_fold(left(given, 255)), '\s+') word where word <> ''), ''), 'A')
      || coalesce((
        select array_to_tsvector(array_agg(distinct substr(word, at)))
        from regexp_split_to_table(search_fold(left(given, 255)), '\s+') word, generate_series(2, length(word) - 2) at), '')
  $name$;
`;
