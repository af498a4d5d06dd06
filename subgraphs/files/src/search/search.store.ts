import { type Key, type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { FACTS, GRANTED, ME, PASSES, SEEN } from '../access/access-conditions.js';
import { type Subject, subjectParameters } from '../access/principal.rules.js';
import type { NodeFor } from '../access/rights.rules.js';
import { filtering } from '../listing/filter.js';
import { HEAD, NODE } from '../node/node-columns.js';
import type { FileFilterInput } from '../node/node.inputs.js';

/** A file that fits, with what it is ordered by and what stands around the place that fits. */
export interface Hit extends NodeFor {
  /** How well: 4 for its very name, 3 for words of it, 2 for tags and the like, 1 for what is in it. */
  readonly tier: number;
  readonly atKey: string;
  readonly text: string | null;
}

/** What is looked for; see words.rules.ts. */
export interface Wanted {
  /** Words that all have to be there, as text search takes them; null for any file. */
  readonly words: string | null;
  /** The same for names alone, and for all but what is in it. */
  readonly inName: string | null;
  readonly inHead: string | null;
  /** The first word as it is written: around it the text is cut. */
  readonly first: string | null;
  readonly name: string;
  readonly filter: FileFilterInput | null;
}

/** Of words that are nearly everywhere so many files are put in order beside the newest ones, whichever they are. */
const MOST = 1_000;

/** So many of the newest files of the organisation are looked at, and so many of them that are seen are looked through. */
const [WALKED, NEWEST] = [1_500, 400];

/** Nodes at or below which all that somebody sees stands, as `place.ids`; what is seen is decided by SEEN. */
const PLACES = `place as materialized (select array(
    select unnest(granted.ids) from granted
    union select n.id from me cross join lateral unnest(me.ids) as i (id)
      join node n on n.holder_id = i.id and n.parent_id is null and n.channel_id is null and n.kind = 'FOLDER'
    union select n.id from node n, me, granted where n.parent_id is null and n.channel_id is not null and ${SEEN}
  ) as ids)`;

/** Parameters before those of the page: the four of whoever asks, their organisation, the six of what is looked for. */
const FIRST = 12;

const TIER = `case when $6::text is null then 1 when lower(n.name) = $10 then 4
  when s.head @@ $7::tsquery then 3 when s.head @@ $8::tsquery then 2 else 1 end`;

const side = (from: number, sign: '<' | '>'): string => {
  const [tier, at, id] = [from, from + 1, from + 2].map((n) => `$${String(n)}`);
  return `(${tier}::int is null or (f.tier, f.updated_at, f.id) ${sign} (${tier}::int, ${at}::timestamptz, ${id}::text))`;
};

const partsOf = (key: readonly Key[] | null): readonly unknown[] => [0, 1, 2].map((n) => key?.[n] ?? null);

/** The newest files that somebody sees, as far as they are looked at, as `newest`. */
const WALK = `newest as materialized (
    select n.id, n.updated_at from (select w.* from node w where w.organization_id = $5 and w.kind = 'FILE'
        and w.trashed_at is null order by w.updated_at desc, w.id desc limit ${String(WALKED)}) n
      cross join me cross join granted where $11::text is null and ${SEEN} limit ${String(NEWEST)})`;

/** Where is looked: in the folder that is named, if it stands in a place that is seen, or in all of those; `scope.ids`. */
const SCOPE = `scope as materialized (select case when exists (
      select from node k where k.id = $11 and k.ancestors && place.ids) then array[$11::text] else place.ids end as ids
    from place)`;

/** Files of that very name, however many others have it in theirs. */
const called = (condition: string): string => `called as materialized (
    select n.id, n.updated_at, 4 as tier from node n cross join me cross join granted
    where $6::text is not null and n.organization_id = $5 and n.kind = 'FILE' and n.trashed_at is null
      and lower(n.name) = $10 and ($11::text is null or $11 = any(n.ancestors)) and ${SEEN} ${condition} limit 100)`;

/** Files that fit and are seen, by that index; as many as are put in order, unless the newest are enough. */
const indexed = (
  name: string,
  fits: string,
  unless: string,
  condition: string,
): string => `${name} as materialized (
    select n.id, n.updated_at, ${TIER} as tier
    from scope cross join me cross join granted
    join file_search s on s.ancestors && scope.ids and ${fits} and ($11::text is null or $11 = any(s.ancestors))
    join node n on n.id = s.node_id
    where not (${unless}) and ${SEEN} ${condition} limit ${String(MOST)})`;

/**
 * One page of files that fit and that somebody sees, best and newest first, and one more where there is one. An index
 * gives all that fit before any is put in order, which for words that are nearly everywhere is nearly everything. So the
 * newest that are seen are looked through first: where a page is full of them, only what fits better by its name is
 * looked up beside, and not even that where they do so themselves; where names alone fill it, no text is looked through.
 */
export function hitPage(
  db: EntityManager,
  who: Subject,
  { words, inName, inHead, first, name, filter }: Wanted,
  request: PageRequest,
): Promise<Hit[]> {
  const { condition, parameters } = filtering(Object.assign({}, filter, { folderId: null }), FIRST + 7);
  const direction = request.backward ? 'asc' : 'desc';
  const limit = `$${String(FIRST + 6)}::int`;
  const onPage = `${side(FIRST, '<')} and ${side(FIRST + 3, '>')}`;
  return select<Hit>(
    db,
    `with ${ME}, ${PASSES}, ${GRANTED}, ${PLACES}, ${SCOPE}, ${WALK},
     near as materialized (
       select n.id, n.updated_at, ${TIER} as tier from newest w join file_search s on s.node_id = w.id
       join node n on n.id = w.id where ($6::text is null or s.head @@ $6::tsquery or s.found @@ $6::tsquery) ${condition}),
     ${called(condition)},
     full_of as materialized (select count(*) >= ${limit} as enough,
       count(*) filter (where f.tier >= 2 or $6::text is null) >= ${limit} as well from near f where ${onPage}),
     ${indexed('named', '$8::text is not null and s.head @@ $8::tsquery', '(select well from full_of)', condition)},
     full_by_name as materialized (select count(*) >= ${limit} as enough from named f where ${onPage}),
     ${indexed('whole', '($6::text is null or s.found @@ $6::tsquery)', '(select n.enough or b.enough from full_of n, full_by_name b)', condition)},
     found as (select * from near union select * from called union select * from named union select * from whole),
     page as materialized (
       select f.* from found f where ${onPage}
       order by f.tier ${direction}, f.updated_at ${direction}, f.id ${direction} limit ${limit})
     select ${NODE}, ${FACTS}, page.tier, page.updated_at::text as at_key,
       substring(t.body from greatest(1, position($9 in lower(t.body)) - 120) for 600) as text
     from page join node n on n.id = page.id cross join me left join node_text t on t.node_id = n.id ${HEAD}
     order by page.tier ${direction}, page.updated_at ${direction}, page.id ${direction}`,
    [
      ...[...subjectParameters(who), who.organizationId, words, inName, inHead, first, name],
      filter?.folderId ?? null,
      ...[...partsOf(request.after), ...partsOf(request.before), request.limit + 1],
      ...parameters,
    ],
  );
}
