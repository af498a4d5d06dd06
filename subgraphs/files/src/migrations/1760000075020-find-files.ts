import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What files are found by: a row beside each file, kept by triggers so that whoever writes a name, a tag or what was
 * read from a file cannot forget it. `ancestors` stands in the index with the words: what somebody may not see is not
 * looked through. `head` is what the order is made from, without the long text.
 */
export class FindFiles1760000075020 implements MigrationInterface {
  name = 'FindFiles1760000075020';

  async up(runner: QueryRunner): Promise<void> {
    const known = `select collname as name from pg_collation where collname = any($1) order by array_position($1, collname::text)`;
    const [collation] = (await runner.query(known, [COLLATIONS])) as readonly { readonly name: string }[];
    for (const statements of [wordsBy(collation?.name ?? 'default'), TABLE, TRIGGERS]) {
      await runner.query(statements);
    }
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/**
 * Each of these knows the small letters of all scripts: the first since PostgreSQL 17, the second where it has ICU.
 * Without any, words are compared as the database itself would.
 */
const COLLATIONS = ['pg_c_utf8', 'und-x-icu', 'C.utf8'];

/** Keep in step with search/words.rules.ts: words are compared without case, accents and signs between them. */
const wordsBy = (collation: string): string => String.raw`
  create function search_fold(given text) returns text language sql immutable parallel safe as $fold$
    select regexp_replace(
      lower(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f]', '', 'g') collate "${collation}"),
      '[!-/:-@\[-${'`'}{-~]+', ' ', 'g')
  $fold$;

  /** Words of a name, and what they end with: whoever types a part of a word finds it too. */
  create function search_name(given text) returns tsvector language sql immutable parallel safe as $name$
    select setweight(to_tsvector('simple', search_fold(given)), 'A') || setweight(coalesce((
      select array_to_tsvector(array_agg(distinct substr(word, at)))
      from regexp_split_to_table(search_fold(left(given, 255)), '\s+') word, generate_series(2, length(word) - 2) at), ''), 'B')
  $name$;
`;

const TABLE = `
  create table file_search (
    node_id text collate "C" primary key references node on delete cascade,
    ancestors text[] collate "C" not null,
    head tsvector not null,
    found tsvector not null
  );
  create index file_search_found on file_search using gin (ancestors, found);
  create index file_search_words on file_search using gin (found);
`;

/** A tsvector has at most a megabyte: the beginning of a long text is what it is found by. */
const TRIGGERS = `
  create function search_body(id text) returns tsvector language sql stable as $body$
    select coalesce((select setweight(to_tsvector('simple', search_fold(left(body, 150000))), 'D')
      from node_text where node_id = id), '')
  $body$;

  create function search_head(n node) returns tsvector language sql stable as $head$
    select search_name(n.name)
      || setweight(to_tsvector('simple', search_fold(array_to_string(n.tags, ' '))), 'B')
      || setweight(to_tsvector('simple', search_fold(coalesce(n.description, ''))), 'C')
  $head$;

  create function search_node() returns trigger language plpgsql as $node$
  declare head tsvector;
  begin
    head := search_head(new);
    insert into file_search as s (node_id, ancestors, head, found)
    values (new.id, new.ancestors, head, head || search_body(new.id))
    on conflict (node_id) do update set ancestors = excluded.ancestors, head = excluded.head, found = excluded.found;
    return null;
  end $node$;

  create function search_text() returns trigger language plpgsql as $text$
  declare id text;
  begin
    id := case tg_op when 'DELETE' then old.node_id else new.node_id end;
    update file_search set found = head || search_body(id) where node_id = id;
    return null;
  end $text$;

  create trigger search_node_made after insert on node for each row when (new.kind = 'FILE')
    execute function search_node();
  create trigger search_node_named after update of name, tags, description on node for each row
    when (new.kind = 'FILE' and (old.name, old.tags, old.description) is distinct from (new.name, new.tags, new.description))
    execute function search_node();
  create function search_moved() returns trigger language plpgsql as $moved$
  begin
    update file_search set ancestors = new.ancestors where node_id = new.id;
    return null;
  end $moved$;
  create trigger search_node_moved after update of ancestors on node for each row
    when (new.kind = 'FILE' and old.ancestors is distinct from new.ancestors) execute function search_moved();
  create trigger search_text_read after insert or update of body or delete on node_text for each row
    execute function search_text();

  insert into file_search (node_id, ancestors, head, found)
    select n.id, n.ancestors, search_head(n), search_head(n) || search_body(n.id) from node n where n.kind = 'FILE';
`;
