import { type RequestContext, load, once, transaction } from '@parley/kit';
import { accessNode } from '../access/node.access.js';
import { tellHolder } from '../own/own-files-live.service.js';
import type { SetFavoriteInput } from './favorite.inputs.js';
import { marked, setMark } from './favorite.store.js';

const findMarks = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, boolean>> =>
  marked(ctx.db, ctx.viewer.id, ids);

/** Whether the viewer marked it. */
export const isFavorite = async (ctx: RequestContext, nodeId: string): Promise<boolean> =>
  (await load(ctx, findMarks, nodeId)) ?? false;

/** Marks a file or folder, or takes the mark away. @returns its id */
export async function setFavorite(ctx: RequestContext, input: SetFavoriteInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'setFavorite', input, async () => {
      const node = await accessNode(inner, input.nodeId, 'VIEW');
      await setMark(inner.db, inner.viewer.id, node.id, input.favorite);
      await tellHolder(inner, inner.viewer.id, 'FAVORITES');
      return node;
    }),
  );
}
