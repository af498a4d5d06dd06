import { type Page, type PageArgs, type RequestContext, invalid, pageRequest, toPage } from '@parley/kit';
import type { NodeFor } from '../access/rights.rules.js';
import { toldOf } from '../listing/total.js';
import type { FileFilterInput } from '../node/node.inputs.js';
import { countHits } from './count.store.js';
import { type Wanted, hitPage } from './search.store.js';
import { snippetOf, tsQueryOf, wordsOf } from './words.rules.js';

/** What is looked for. */
export interface SearchArgs extends PageArgs {
  readonly query: string;
  readonly filter?: FileFilterInput | null;
}

/** A file that fits, and the place that does. */
export interface FoundFile {
  readonly file: NodeFor;
  readonly snippet: string;
  readonly key: readonly [number, string, string];
}

/** What is asked of a search: counting takes as long as finding, and is no part of it. */
export interface Asked {
  readonly total: boolean;
  readonly files: boolean;
}

/** @throws INVALID where nothing is looked for */
function wantedOf({ query, filter = null }: SearchArgs): { words: readonly string[]; wanted: Wanted } {
  const words = wordsOf(query);
  const isFiltered = Object.values(filter ?? {}).some((value) => value != null);
  if (words.length === 0 && !isFiltered) throw invalid('query', 'Write what to look for');
  const wanted = {
    ...{ words: words.length === 0 ? null : tsQueryOf(words), first: words[0] ?? null, filter },
    name: query.trim().normalize('NFC').toLowerCase(),
  };
  return { words, wanted };
}

/**
 * Files that the viewer sees, best first: by their names, what is in them, tags and descriptions. Without words, those
 * that a filter asks for.
 * @throws INVALID where nothing is looked for
 */
export async function searchFiles(
  { db, viewer }: RequestContext,
  args: SearchArgs,
  asked: Asked,
): Promise<Page<FoundFile>> {
  const [{ words, wanted }, request] = [wantedOf(args), pageRequest(args)];
  const [hits, total] = await Promise.all([
    asked.files ? hitPage(db, viewer, wanted, request) : [],
    asked.total ? countHits(db, viewer, wanted) : null,
  ]);
  const found = hits.map((hit) => ({
    file: hit,
    snippet: snippetOf(hit, words),
    key: [hit.tier, hit.atKey, hit.id] as const,
  }));
  return toPage(found, request, ({ key }) => key, total === null ? null : toldOf(total));
}
