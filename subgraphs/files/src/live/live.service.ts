import {
  type AccessChange,
  type LogEvent,
  type RequestContext,
  follow,
  load,
  notFound,
  streamCursor,
} from '@parley/kit';
import { accessNode } from '../access/node.access.js';
import { nodeStream } from '../events.js';
import { FOLLOWED_SECONDS, markAsFollowed } from '../followed/followed.service.js';
import type { NodeAt } from '../node/node.table.js';
import { findNodes } from '../node/place.service.js';
import { WatchingRight, accessChangedBy } from './watching-right.js';
import { through } from './through.js';

type Rows = AsyncGenerator<LogEvent, void, undefined>;

/**
 * Everything that happens to a file, or to a folder and what is in it. The node is marked as followed before anybody's
 * right to it is asked for, so that a change of access anywhere above it reaches this stream (see markAsFollowed()).
 */
export async function followNode(
  ctx: RequestContext,
  nodeId: string,
  after: string | null | undefined,
): Promise<Rows> {
  const stream = nodeStream(nodeId);
  const found = await load(ctx, findNodes, nodeId);
  if (!found) throw notFound('File');
  await markAsFollowed(ctx, found);
  if (ctx.caller.shared) {
    return through(follow(ctx, stream, after, { access: accessChangedBy }), (rows) =>
      whileMarked(ctx, found, rows),
    );
  }
  // Asked for anew: what was loaded is of before the mark.
  const node = await accessNode(ctx.subgraph.context(ctx.caller), nodeId, 'VIEW');
  // Without a cursor it begins where the right was seen to stand: what takes it away right after must not be passed over.
  const rows = follow(ctx, stream, after ?? streamCursor(stream, node.liveSeq));
  const right = new WatchingRight(ctx, node);
  return through(rows, (source) => whileSeen(right, whileMarked(ctx, node, source)));
}

async function* whileSeen(right: WatchingRight, rows: Rows): Rows {
  for await (const event of rows) {
    if (!(await right.outlasts(accessOf(event), event.seq))) return;
    yield event;
  }
}

const accessOf = (event: LogEvent & { readonly access?: AccessChange }): AccessChange | null =>
  event.access ?? accessChangedBy(event);

/** Renews the mark for as long as a stream is followed, well before it ends. */
async function* whileMarked(ctx: RequestContext, node: NodeAt, rows: Rows): Rows {
  const renew = setInterval(() => {
    const fresh = ctx.subgraph.context(ctx.caller);
    markAsFollowed(fresh, node).catch((error: unknown) => {
      ctx.subgraph.logger.warn({ err: String(error), node: node.id }, 'followed node not marked');
    });
  }, FOLLOWED_SECONDS * 600).unref();
  try {
    yield* rows;
  } finally {
    clearInterval(renew);
  }
}

/**
 * The node that an event is about, for those who were let in to its stream; null when it has since left the folder whose
 * stream it is, for what it is now may be none of theirs.
 */
export async function nodeOf(
  ctx: RequestContext,
  { stream, data }: { readonly stream: string; readonly data: { readonly nodeId: string } },
): Promise<NodeAt | null> {
  const node = await load(ctx, findNodes, data.nodeId);
  if (node?.trashedAt !== null) return null;
  const places = [node.id, ...(node.parentId === null ? [] : [node.parentId])];
  return places.some((id) => nodeStream(id) === stream) ? node : null;
}
