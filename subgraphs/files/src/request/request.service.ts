import {
  type Page,
  type PageArgs,
  type RequestContext,
  batchOf,
  forbidden,
  load,
  newId,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { accessFolder, viewerRights } from '../access/node.access.js';
import { note } from '../activity/activity.service.js';
import type { FilesContext } from '../context.js';
import { keepsOrder } from '../link/link.access.js';
import { hashOf } from '../link/link.rules.js';
import { announce } from '../node/announce.service.js';
import { nodeInside } from '../node/place.service.js';
import { checkTypes } from '../policy/policy.rules.js';
import { policyFor } from '../policy/policy.service.js';
import { checkEnd, heldUntil } from '../share/share.rules.js';
import { held } from '../share/share.service.js';
import { accessRequest, mayShareOf } from './request.access.js';
import type { CloseFileRequestInput, CreateFileRequestInput } from './request.inputs.js';
import {
  checkCount,
  checkLargest,
  checkMayRequest,
  checkNote,
  checkTitle,
  tokenOf,
} from './request.rules.js';
import {
  type RequestRow,
  closeRequest,
  insertRequest,
  openRequestsInto,
  requestPage,
} from './request.store.js';

export { peekRequest, requestInside } from './request.access.js';
export type { RequestRow } from './request.store.js';

const findOpenInto = batchOf(openRequestsInto);

/** Tells those who look at the folder. */
export const tellRequest = (
  ctx: RequestContext,
  { id: requestId, nodeId }: Pick<RequestRow, 'id' | 'nodeId'>,
): Promise<void> => announce(ctx, nodeId, 'fileRequestChanged', { nodeId, requestId });

async function checkedRequest(ctx: FilesContext, input: CreateFileRequestInput, organizationId: string) {
  const { maxFileSize } = await policyFor(ctx, organizationId);
  return {
    ...{ title: checkTitle(input.title), note: checkNote(input.note), maxFiles: checkCount(input.maxFiles) },
    maxSize: checkLargest(input.maxFileSize, maxFileSize),
    allowedTypes: checkTypes(input.allowedTypes ?? []),
  };
}

/** Asks others for files. @returns the id of the request @throws NOT_FOUND, FORBIDDEN, INVALID */
export async function createFileRequest(ctx: FilesContext, input: CreateFileRequestInput): Promise<string> {
  const { organizationId } = await accessFolder(ctx, input.folderId, 'SHARE');
  checkMayRequest(ctx.viewer.kind);
  const checked = await checkedRequest(ctx, input, organizationId);
  return transaction(ctx, (inner) =>
    once(inner, 'createFileRequest', input, async () => {
      await held(inner, input.folderId);
      const node = await accessFolder(inner, input.folderId, 'SHARE');
      if (node.channelId !== null) throw forbidden('What is sent to a channel is sent by who is in it');
      const expiresAt = checkEnd(input.expiresAt, heldUntil(node, ['UPLOAD'], null));
      const id = newId('frequest');
      await insertRequest(inner.db, {
        ...{ id, nodeId: node.id, organizationId, expiresAt, createdById: inner.viewer.id },
        ...{ tokenHash: hashOf(tokenOf(ctx.blobs, id)), ...checked },
      });
      await note(inner, [{ node, kind: 'SHARED', requestId: id }]);
      await tellRequest(inner, { id, nodeId: node.id });
      return { id };
    }),
  );
}

/** Stops taking files, also those that are under way. Whoever made it, who may share, and administrators do. */
export async function closeFileRequest(ctx: RequestContext, input: CloseFileRequestInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'closeFileRequest', input, async () => {
      const known = await accessRequest(inner, input.requestId);
      await held(inner, known.nodeId);
      if (await closeRequest(inner.db, known.id)) {
        const node = await nodeInside(inner, known.nodeId);
        await note(inner, [{ node, kind: 'UNSHARED', requestId: known.id }]);
        await tellRequest(inner, known);
      }
      return known;
    }),
  );
}

/** Requests into a folder that take files now, for those who may share it; none for others. */
export async function requestsInto(ctx: RequestContext, folderId: string): Promise<readonly RequestRow[]> {
  if (!(await viewerRights(ctx, folderId)).has('SHARE')) return [];
  return (await load(ctx, findOpenInto, folderId)) ?? [];
}

/** Requests that the viewer made or that lead to what is theirs; everybody's for administrators. */
export async function listRequests(
  ctx: RequestContext,
  isOpen: boolean,
  args: PageArgs,
): Promise<Page<RequestRow>> {
  const { viewer } = ctx;
  const request = pageRequest(args);
  const { organizationId, id: personId } = viewer;
  const rows = await requestPage(
    ctx.db,
    { organizationId, personId, isAll: keepsOrder(viewer), isOpen },
    request,
  );
  return toPage(rows, request, ({ atKey, id }) => [atKey, id]);
}

/** Where files are sent; null for those who may not share, and where the key that made it is no longer ours. */
export async function addressOfRequest(ctx: FilesContext, request: RequestRow): Promise<string | null> {
  if (!(await mayShareOf(ctx, request))) return null;
  const token = tokenOf(ctx.blobs, request.id);
  return hashOf(token).equals(request.tokenHash) ? `/r/${token}` : null;
}

/** The largest file that a request takes. */
export async function largestOf(ctx: FilesContext, request: RequestRow): Promise<number> {
  const { maxFileSize } = await policyFor(ctx, request.organizationId);
  return Math.min(request.maxSize === null ? Infinity : Number(request.maxSize), maxFileSize);
}
