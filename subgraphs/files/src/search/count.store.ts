import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { SEEN } from '../access/access-conditions.js';
import { type Subject, subjectParameters } from '../access/principal.rules.js';
import { filtering } from '../listing/filter.js';
import { countOf } from '../listing/total.js';
import { IN_ALL, WHERE, inFolder } from './search-conditions.js';
import type { Wanted } from './search.store.js';

/** The parameters of the filter follow those of who looks and of what is looked for. */
const NEXT = 8;

/** How many files fit and are seen by somebody, counted no further than totals are told. */
export async function countHits(db: EntityManager, who: Subject, { words, filter }: Wanted): Promise<number> {
  const { condition, parameters } = filtering(Object.assign({}, filter, { folderId: null }), NEXT);
  const rows = `from scope join file_search s on s.ancestors && scope.ids and ${IN_ALL}
    cross join me cross join reach as granted
    cross join lateral (select from node n where n.id = s.node_id and ${SEEN} ${condition} offset 0) seen
    where ${inFolder('s.ancestors')}`;
  const [counted] = await select<{ count: string }>(db, `with ${WHERE} select ${countOf(rows)} as count`, [
    ...[...subjectParameters(who), who.organizationId, words, filter?.folderId ?? null],
    ...parameters,
  ]);
  return Number(counted?.count ?? 0);
}
