import { type RequestContext, type Viewer, batchOf, forbidden, isId, load, notFound } from '@parley/kit';
import { factsFor, viewerRights } from '../access/node.access.js';
import { type NodeFor, endsOfRights, rightsOf } from '../access/rights.rules.js';
import { keepsOrder } from '../link/link.access.js';
import { onBehalfOf } from '../person/on-behalf.service.js';
import { findPeople } from '../person/person.service.js';
import { type RequestRow, requestsById } from './request.store.js';

const findRequests = batchOf(requestsById);

/** Whether the viewer may share the folder of a request, and so see and copy its link. */
export const mayShareOf = async (ctx: RequestContext, { nodeId }: RequestRow): Promise<boolean> =>
  (await viewerRights(ctx, nodeId)).has('SHARE');

/** A request, for those who were let in where it was reached. @throws NOT_FOUND */
export async function requestInside(ctx: RequestContext, id: string): Promise<RequestRow> {
  const request = await load(ctx, findRequests, id);
  if (!request) throw notFound('FileRequest');
  return request;
}

/** A request of the viewer's, or into what they may share; every one for administrators. Null for all others. */
export async function peekRequest(ctx: RequestContext, id: string): Promise<RequestRow | null> {
  const request = isId('frequest', id) ? await load(ctx, findRequests, id) : undefined;
  if (!request) return null;
  const { viewer } = ctx;
  if (request.organizationId !== viewer.organizationId) return null;
  const isKnown = request.createdById === viewer.id || keepsOrder(viewer) || (await mayShareOf(ctx, request));
  return isKnown ? request : null;
}

/** @throws NOT_FOUND where it is hidden or absent */
export async function accessRequest(ctx: RequestContext, id: string): Promise<RequestRow> {
  const request = await peekRequest(ctx, id);
  if (!request) throw notFound('FileRequest');
  return request;
}

/** A request with the folder that it is for, as whoever made it has that. */
export interface Asked {
  readonly request: RequestRow;
  readonly maker: Viewer;
  readonly folder: NodeFor;
}

/**
 * The only door by way of requests. One lets others add to its folder for as long as whoever made it may share that and
 * add to it themselves. Null where it does not.
 */
export async function throughRequest(ctx: RequestContext, request: RequestRow): Promise<Asked | null> {
  const { createdById, nodeId } = request;
  if (createdById === null) return null;
  const person = (await findPeople(ctx, [createdById])).get(createdById);
  const maker = await onBehalfOf(ctx, createdById, person?.kind === 'CUSTOMER' ? ['CUSTOMER'] : []);
  if (!maker) return null;
  const folder = (await factsFor(ctx.db, maker, [nodeId])).get(nodeId);
  if (folder?.trashedAt !== null || !endsOfRights(folder).has('SHARE')) return null;
  return rightsOf(folder, maker, new Date()).has('UPLOAD') ? { request, maker, folder } : null;
}

/** Whether its time is over; what was begun before may still be sent to its end. */
export const isOver = ({ expiresAt }: RequestRow, now = new Date()): boolean =>
  expiresAt !== null && expiresAt <= now;

/** Nothing more is taken, for a reason that is not the sender's to know. */
export const takesNoMore = () => forbidden('This request takes no more files');

/**
 * The request that an upload goes to, while it is not closed; what was begun in time is taken after its end too.
 * @throws FORBIDDEN where nothing more is taken
 */
export async function accessBegun(ctx: RequestContext, requestId: string): Promise<Asked> {
  const request = await load(ctx, findRequests, requestId);
  const asked = request?.closedAt === null ? await throughRequest(ctx, request) : null;
  if (!asked) throw takesNoMore();
  return asked;
}
