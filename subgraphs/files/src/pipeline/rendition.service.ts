import { type RequestContext, batchOf, load } from '@parley/kit';
import type { Rendition, RenditionKind } from './rendition.js';
import { type RenditionRow, renditionsByFile } from './rendition.store.js';
import { sentenceFor } from './scan.rules.js';
import { reasonsByFile } from './scan.store.js';

const findRenditions = batchOf(renditionsByFile);
const findReasons = batchOf(reasonsByFile);

/** What is told of a file at most: a thumbnail, ten pages and what there is of the whole. */
const MOST = 20;

const toRendition = (fileId: string, { kind, page, state, width, height }: RenditionRow): Rendition => ({
  ...{ kind, width, height, ready: state === 'READY' },
  page: page === 0 ? null : page,
  url: `/f/renditions/${fileId}/${kind.toLowerCase()}${page === 0 ? '' : `?page=${String(page)}`}`,
});

/** What was made from the newest version of a file, or will be. */
export async function renditionsOf(ctx: RequestContext, fileId: string): Promise<Rendition[]> {
  const rows = (await load(ctx, findRenditions, fileId)) ?? [];
  return rows.slice(0, MOST).map((row) => toRendition(fileId, row));
}

/** The first one of that kind. */
export const renditionOf = async (
  ctx: RequestContext,
  fileId: string,
  kind: RenditionKind,
): Promise<Rendition | null> => (await renditionsOf(ctx, fileId)).find((each) => each.kind === kind) ?? null;

/** Why a file is locked away, or was let through unscanned, in a sentence. */
export async function scanReasonOf(ctx: RequestContext, fileId: string): Promise<string | null> {
  const because = await load(ctx, findReasons, fileId);
  return because === undefined ? null : sentenceFor(because);
}
