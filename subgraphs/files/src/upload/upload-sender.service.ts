import { invalid } from '@parley/kit';
import type { FilesContext } from '../context.js';
import {
  accessByLink,
  accessRequest,
  accessToSend,
  checkSender,
  type RequestRow,
} from '../request/receive.service.js';
import type { StartUploadInput } from './upload.inputs.js';
import { accessTarget, type Target } from './upload-target.service.js';

/** Whoever sends something: somebody of the product, or whoever has the link of a request. */
export interface Sender {
  /** Null for who has the link. */
  readonly personId: string | null;
  /** As they call themselves; null for somebody of the product. */
  readonly name: string | null;
  readonly request: RequestRow | null;
}

/** Where something goes, and the region of whoever answers for it. */
export interface Place extends Target {
  readonly region: string | null;
}

/** The same request, asked by nobody: whoever sends by a link does so without their account, if they have one. */
export const asNobody = (ctx: FilesContext): FilesContext =>
  ctx.caller.viewer ? (ctx.subgraph.context({ ...ctx.caller, viewer: null }) as FilesContext) : ctx;

/** @throws INVALID, NOT_FOUND, UNAUTHENTICATED for nobody without the link of a request */
export async function senderOf(ctx: FilesContext, input: StartUploadInput): Promise<Sender> {
  const { requestToken, requestId } = input;
  if (requestToken != null) {
    const name = checkSender(input.senderName);
    return { personId: null, name, request: await accessByLink(ctx, requestToken) };
  }
  const { id: personId } = ctx.viewer;
  const request = requestId == null ? null : await accessRequest(ctx, requestId);
  return { personId, name: null, request };
}

/**
 * Where it goes, if they may put it there.
 * @throws INVALID for more than one place, NOT_FOUND and FORBIDDEN as accessNode(), FORBIDDEN for a request that is over
 */
export async function placeFor(
  ctx: FilesContext,
  { personId, request }: Sender,
  input: StartUploadInput,
): Promise<Place> {
  const { folderId = null, channelId = null, replacesFileId = null } = input;
  if (!request) return { ...(await accessTarget(ctx, input)), region: ctx.viewer.region };
  if ((folderId ?? channelId ?? replacesFileId) !== null) {
    throw invalid('folderId', 'What answers a request goes where that asks for');
  }
  const { folder, maker } = await accessToSend(ctx, request);
  if (personId !== null) await accessTarget(ctx, { folderId: request.nodeId });
  return {
    ...{ node: folder, folderId: request.nodeId, channelId: null, replacesFileId: null },
    region: maker.region,
  };
}
