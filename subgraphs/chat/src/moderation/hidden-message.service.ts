import {
  batchOf,
  load,
  type Page,
  type PageArgs,
  pageRequest,
  type RequestContext,
  toPage,
} from '@parley/kit';
import { changeOwn } from '../sidebar/own-change.service.js';
import { type HiddenRow, hiddenOf, judgedById } from './hidden-message.store.js';

/** Tells the author, in the transaction that decides, what became of their message; nobody tells themselves. */
export async function tellAuthor(
  ctx: RequestContext,
  { id, authorId }: { readonly id: string; readonly authorId: string | null },
): Promise<void> {
  if (authorId === null || authorId === ctx.viewer.id) return;
  await changeOwn(ctx, authorId, 'messageHidden', id);
}

const findJudged = batchOf(judgedById);

/** What became of the viewer's message; null for everybody else's. */
export async function hiddenMessage(ctx: RequestContext, messageId: string): Promise<HiddenRow | null> {
  const message = await load(ctx, findJudged, messageId);
  return message?.authorId === ctx.viewer.id ? message : null;
}

const keyOf = ({ decidedAt, messageId }: HiddenRow): readonly string[] => [
  decidedAt?.toISOString() ?? '',
  messageId,
];

/** A page of what of the viewer's is hidden now, or was deleted lately. */
export async function listHidden(ctx: RequestContext, args: PageArgs): Promise<Page<HiddenRow>> {
  const request = pageRequest(args);
  return toPage(await hiddenOf(ctx.db, ctx.viewer.id, request), request, keyOf);
}
