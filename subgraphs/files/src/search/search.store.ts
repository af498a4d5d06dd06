import { type Key, type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { FACTS, SEEN } from '../access/access-conditions.js';
import { type Subject, subjectParameters } from '../access/principal.rules.js';
import type { NodeFor } from '../access/rights.rules.js';
import { filtering } from '../listing/filter.js';
import { HEAD, NODE } from '../node/node-columns.js';
import type { FileFilterInput } from '../node/node.inputs.js';
import { IN_ALL, IN_HEAD, IN_NAME, WHERE, WORDS, inFolder } from './search-conditions.js';

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
  /** The first word as it is written: around it the text is cut. */
  readonly first: string | null;
  readonly name: string;
  readonly filter: FileFilterInput | null;
}

/** So many files are looked at to learn how common the words are, of pages that are drawn by lot. */
const SAMPLED = 100;

/** From so many of them on that fit the words are common: what is common is met soon where one begins at the newest. */
const COMMON = 5;

/** As far as that goes: so many files, and so many bytes of what they are found by. */
const [FARTHEST, MOST_BYTES] = [30_000, 15_000_000];

/** Parameters after those of search-conditions.ts: the very name, the two ends of a page, its length, the first word. */
const [NAME, AFTER, BEFORE, LIMIT, FIRST_WORD, NEXT] = ['$8', 9, 12, '$15::int', '$16', 17] as const;

/** A row on a page: how well it fits, when it changed, which it is. */
type Place = readonly [tier: string, at: string, id: string];

function onOneSide([tier, at, id]: Place, from: number, sign: '<' | '>'): string {
  const [keyTier, keyAt, keyId] = [from, from + 1, from + 2].map((n) => `$${String(n)}`);
  return `(${keyTier}::int is null or (${tier}, ${at}, ${id}) ${sign} (${keyTier}::int, ${keyAt}::timestamptz, ${keyId}::text))`;
}

const onPage = (place: Place): string =>
  `${onOneSide(place, AFTER, '<')} and ${onOneSide(place, BEFORE, '>')}`;

/** What the parts of the statement have in common: the direction of reading, and what the filter asks of a node `n`. */
interface Reading {
  readonly direction: 'asc' | 'desc';
  readonly condition: string;
}

/** Files of that very name, however many others have it in theirs. */
const called = ({ direction, condition }: Reading): string => `called as materialized (
    select n.id, n.updated_at, 4 as tier from node n cross join me cross join reach as granted
    where ${WORDS}::text is not null and n.organization_id = $5 and n.kind = 'FILE' and n.trashed_at is null
      and lower(n.name) = ${NAME} and ${inFolder('n.ancestors')} and ${SEEN} ${condition}
      and ${onPage(['4', 'n.updated_at', 'n.id'])}
    order by n.updated_at ${direction}, n.id ${direction} limit ${LIMIT})`;

/** How common the words are, of a hundred files; and over how many files it pays to walk, as `sampled`. */
const SAMPLE = `sampled as materialized (
    select count(*) filter (where ${IN_NAME}) as named, count(*) filter (where ${IN_HEAD}) as tagged,
      count(*) filter (where ${IN_ALL}) as whole,
      least(${String(FARTHEST)}, ${String(MOST_BYTES)} / greatest(1, avg(pg_column_size(s.found))))::int as far
    from (select head, found from file_search tablesample system (
        least(100, 25 * 100.0 / greatest(1, (select relpages from pg_class where oid = 'file_search'::regclass))))
      limit ${String(SAMPLED)}) s)`;

/** How files of one tier are told from those above and below it, and what is known to be above. */
interface Tier {
  readonly name: 'named' | 'tagged' | 'whole';
  readonly tier: number;
  readonly fits: string;
  readonly isAbove: string;
  readonly above: readonly string[];
}

const TIERS: readonly Tier[] = [
  { name: 'named', tier: 3, fits: IN_NAME, isAbove: 'false', above: ['called'] },
  { name: 'tagged', tier: 2, fits: IN_HEAD, isAbove: IN_NAME, above: ['called', 'named'] },
  {
    ...{ name: 'whole', tier: 1, fits: IN_ALL, above: ['called', 'named', 'tagged'] },
    isAbove: `coalesce(${IN_HEAD}, false)`,
  },
];

/** Whether that is a page already. Whoever reads upwards begins at the lowest tier, so that none of them is left out. */
const isFull = ({ direction }: Reading, rows: readonly string[]): string =>
  direction === 'asc'
    ? 'false'
    : `(select count(*) from (${rows.map((each) => `select id from ${each}`).join(' union ')}) known) >= ${LIMIT}`;

/** Of files `c` those that are seen and pass the filter, looked up one by one in their order until there are enough. */
const seenOf = ({ direction, condition }: Reading, tier: number, files: string): string =>
  `select c.node_id as id, c.updated_at, ${String(tier)} as tier from (${files}) c
    cross join lateral (select from node n cross join me cross join reach as granted
      where n.id = c.node_id and ${SEEN} ${condition} offset 0) seen
    order by c.updated_at ${direction}, c.node_id ${direction} limit ${LIMIT}`;

/** The best files of a tier where words are common: one walks from the newest on, and stops where a page is full. */
const walk = (how: Reading, { name, tier, fits, isAbove, above }: Tier): string => {
  const all = `select s.* from (select * from file_search order by updated_at desc, node_id desc
      limit case when (select ${name} from sampled) < ${String(COMMON)} or ${isFull(how, above)} then 0
        else (select far from sampled) end) s
    where ${String(how.direction === 'desc')} and s.ancestors && (select ids from scope) and ${inFolder('s.ancestors')}
      and ${fits} and not ${isAbove} and ${onPage([String(tier), 's.updated_at', 's.node_id'])}
    order by s.updated_at desc, s.node_id desc offset 0`;
  return `walked_${name} as materialized (${seenOf(how, tier, all)})`;
};

/** The best files of a tier otherwise: an index gives all that fit, and they are put in order. */
const best = (how: Reading, { name, tier, fits, isAbove, above }: Tier): string => {
  const all = `select s.node_id, s.updated_at from scope join file_search s on s.ancestors && scope.ids and ${fits}
    where not (${isFull(how, [...above, `walked_${name}`])}) and not ${isAbove} and ${inFolder('s.ancestors')}
      and ${onPage([String(tier), 's.updated_at', 's.node_id'])}
    order by s.updated_at ${how.direction}, s.node_id ${how.direction} offset 0`;
  return `${name} as materialized (select * from walked_${name} union (${seenOf(how, tier, all)}))`;
};

/**
 * What fits, tier by tier, each as far as those above leave room on the page. An index gives all that fit before any is
 * put in order, which for words that are nearly everywhere is nearly everything: these are looked for from the newest
 * file on, and whatever fits first comes first. Where that leads nowhere, since only old files fit, the index answers.
 */
const tiersOf = (how: Reading): string =>
  [called(how), SAMPLE, ...TIERS.flatMap((tier) => [walk(how, tier), best(how, tier)])].join(',\n');

const partsOf = (key: readonly Key[] | null): readonly unknown[] => [0, 1, 2].map((n) => key?.[n] ?? null);

/** One page of files that fit and that somebody sees, best and newest first, and one more where there is one. */
export function hitPage(
  db: EntityManager,
  who: Subject,
  { words, first, name, filter }: Wanted,
  request: PageRequest,
): Promise<Hit[]> {
  const { condition, parameters } = filtering(Object.assign({}, filter, { folderId: null }), NEXT);
  const direction = request.backward ? 'asc' : 'desc';
  return select<Hit>(
    db,
    `with ${WHERE}, ${tiersOf({ direction, condition })},
     best as (select id, updated_at, max(tier) as tier from (
       select * from called union all select * from named union all select * from tagged union all select * from whole
     ) fitting group by id, updated_at),
     page as materialized (
       select * from best order by tier ${direction}, updated_at ${direction}, id ${direction} limit ${LIMIT})
     select ${NODE}, ${FACTS}, page.tier, page.updated_at::text as at_key,
       substring(t.body from greatest(1, position(${FIRST_WORD} in lower(t.body)) - 120) for 600) as text
     from page join node n on n.id = page.id cross join me left join node_text t on t.node_id = n.id ${HEAD}
     order by page.tier ${direction}, page.updated_at ${direction}, page.id ${direction}`,
    [
      ...[...subjectParameters(who), who.organizationId, words, filter?.folderId ?? null, name],
      ...[...partsOf(request.after), ...partsOf(request.before), request.limit + 1, first],
      ...parameters,
    ],
  );
}
