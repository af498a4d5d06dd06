import {
  type Page,
  type PageArgs,
  type RequestContext,
  batchOf,
  conflict,
  invalid,
  load,
  notFound,
  pageRequest,
  toPage,
} from '@parley/kit';
import type { FilesContext } from '../context.js';
import { hashOf } from '../link/link.rules.js';
import { findPeople } from '../person/person.service.js';
import { takes } from '../policy/policy.rules.js';
import { policyFor } from '../policy/policy.service.js';
import { type ReceivedRow, insertReceived, receivedById, receivedPage } from './received.store.js';
import { type Asked, isOver, takesNoMore, throughRequest } from './request.access.js';
import type { RequestedFiles } from './request.js';
import { largestOf, tellRequest } from './request.service.js';
import { type RequestRow, countReceived, lockRequest, requestByHash, underWayTo } from './request.store.js';

export { accessBegun, accessRequest } from './request.access.js';
export { checkSender } from './request.rules.js';
export { type RequestRow, underWayTo } from './request.store.js';

/** Uploads of one request at the same time, of all who send. */
const MOST_AT_ONCE = 100;

const findReceived = batchOf(receivedById);

/** The request that a link leads to, whether or not it still takes files. */
export const requestOfLink = (ctx: RequestContext, token: string): Promise<RequestRow | undefined> =>
  requestByHash(ctx.db, hashOf(token));

const remainingOf = ({ maxFiles, receivedCount }: RequestRow): number | null =>
  maxFiles === null ? null : Math.max(0, maxFiles - receivedCount);

/** What a request asks for, for anybody who has its link; null where it leads nowhere, whatever the reason. */
export async function openFileRequest(ctx: FilesContext, token: string): Promise<RequestedFiles | null> {
  const request = await requestOfLink(ctx, token);
  const asked = request && (await throughRequest(ctx, request));
  if (!asked) return null;
  const { title, note, expiresAt, allowedTypes, closedAt } = request;
  const people = await findPeople(ctx, [asked.maker.id]);
  const remainingCount = remainingOf(request);
  const general = await policyFor(ctx, request.organizationId);
  return {
    ...{ title, note, expiresAt, remainingCount, maxFileSize: await largestOf(ctx, request) },
    askedBy: people.get(asked.maker.id)?.displayName ?? null,
    isOpen: closedAt === null && !isOver(request) && remainingCount !== 0,
    allowedTypes: allowedTypes.length > 0 ? allowedTypes : general.allowedTypes,
  };
}

/** A request that something may be begun to be sent to. @throws FORBIDDEN where it takes no more */
export async function accessToSend(ctx: RequestContext, request: RequestRow): Promise<Asked> {
  const asked = request.closedAt === null && !isOver(request) ? await throughRequest(ctx, request) : null;
  if (!asked) throw takesNoMore();
  return asked;
}

/** @throws INVALID for what a request does not take, beside what the organisation does not */
export async function checkAskedFor(
  ctx: FilesContext,
  request: RequestRow,
  file: { readonly name: string; readonly size: number; readonly mediaType: string },
): Promise<void> {
  const most = await largestOf(ctx, request);
  if (file.size > most) {
    throw invalid('size', `The file is too large: at most ${String(most)} bytes are taken`);
  }
  if (!takes(request.allowedTypes, file.name, file.mediaType)) {
    throw invalid('name', 'Files of this kind were not asked for');
  }
}

/**
 * Holds a place for one file in the caller's transaction: what is under way counts as if it were there, so that those
 * who send at the same time cannot pass the number together.
 * @throws FORBIDDEN, CONFLICT
 */
export async function reservePlace(ctx: RequestContext, requestId: string): Promise<void> {
  const request = await lockRequest(ctx.db, requestId);
  if (request?.closedAt !== null || isOver(request)) throw takesNoMore();
  const { count } = await underWayTo(ctx.db, requestId);
  const left = remainingOf(request);
  if (left !== null && count >= left) {
    throw conflict('As many files as were asked for are there or on their way');
  }
  if (count >= MOST_AT_ONCE) throw conflict('Too many are sending at the same time; try again in a moment');
}

/** Writes down by which request a file came, in the transaction in which it does. @throws FORBIDDEN */
export async function receive(
  ctx: RequestContext,
  request: Pick<RequestRow, 'id' | 'nodeId'>,
  received: Omit<ReceivedRow, 'at' | 'requestId'>,
): Promise<void> {
  if (!(await countReceived(ctx.db, request.id))) throw takesNoMore();
  await insertReceived(ctx.db, { ...received, requestId: request.id });
  await tellRequest(ctx, request);
}

/** What came by a request, newest first; whoever asks was let in where the request was reached. */
export async function listReceived(
  ctx: RequestContext,
  requestId: string,
  args: PageArgs,
): Promise<Page<ReceivedRow>> {
  const request = pageRequest(args);
  const rows = await receivedPage(ctx.db, requestId, request);
  return toPage(rows, request, ({ atKey, nodeId }) => [atKey, nodeId]);
}

/** How a file came that came by a request; null for all others. */
export const howItCame = async (ctx: RequestContext, nodeId: string): Promise<ReceivedRow | null> =>
  (await load(ctx, findReceived, nodeId)) ?? null;

/** A request by the link that leads to it. @throws NOT_FOUND */
export async function accessByLink(ctx: RequestContext, token: string): Promise<RequestRow> {
  const request = await requestOfLink(ctx, token);
  if (!request) throw notFound('FileRequest');
  return request;
}
