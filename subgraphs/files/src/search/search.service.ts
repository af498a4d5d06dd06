import { type Page, type PageArgs, type RequestContext, invalid, pageRequest, toPage } from '@parley/kit';
import type { NodeFor } from '../access/rights.rules.js';
import type { FileFilterInput } from '../node/node.inputs.js';
import { hitPage } from './search.store.js';
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

/**
 * Files that the viewer sees, best first: by their names, what is in them, tags and descriptions. Without words, those
 * that a filter asks for.
 * @throws INVALID where nothing is looked for
 */
export async function searchFiles(ctx: RequestContext, args: SearchArgs): Promise<Page<FoundFile>> {
  const { viewer } = ctx;
  const [words, filter, request] = [wordsOf(args.query), args.filter ?? null, pageRequest(args)];
  const isFiltered = Object.values(filter ?? {}).some((value) => value != null);
  if (words.length === 0 && !isFiltered) throw invalid('query', 'Write what to look for');
  const asked = (weights: string): string | null => (words.length === 0 ? null : tsQueryOf(words, weights));
  const wanted = {
    ...{ words: asked(''), inName: asked('A'), inHead: asked('ABC'), first: words[0] ?? null },
    ...{ name: args.query.trim().normalize('NFC').toLowerCase(), filter },
  };
  const hits = await hitPage(ctx.db, viewer, wanted, request);
  const found = hits.map((hit) => ({
    file: hit,
    snippet: snippetOf(hit, words),
    key: [hit.tier, hit.atKey, hit.id] as const,
  }));
  return toPage(found, request, ({ key }) => key);
}
