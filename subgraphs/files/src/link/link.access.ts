import { type RequestContext, type Viewer, batchOf, hasPermission, isId, load, notFound } from '@parley/kit';
import { factsFor, viewerRights } from '../access/node.access.js';
import { type NodeFor, endsOfRights, rightsOf } from '../access/rights.rules.js';
import type { FileRight } from '../node/file-kinds.js';
import { onBehalfOf } from '../person/on-behalf.service.js';
import { findPeople } from '../person/person.service.js';
import { type LinkRow, linksById } from './link.store.js';

const findLinks = batchOf(linksById);

/** Whether the viewer keeps order in what their organisation stores. */
export const keepsOrder = (viewer: Viewer): boolean => hasPermission(viewer, 'MANAGE_STORAGE');

/** Whether the viewer may share what a link leads to, and so see and copy it. */
export const mayShareOf = async (ctx: RequestContext, { nodeId }: LinkRow): Promise<boolean> =>
  (await viewerRights(ctx, nodeId)).has('SHARE');

/** A link as it is at this moment, whoever asks. */
export const linkNow = async (ctx: RequestContext, id: string): Promise<LinkRow | null> =>
  (await load(ctx, findLinks, id)) ?? null;

/** A link, for those who were let in where it was reached. @throws NOT_FOUND */
export async function linkInside(ctx: RequestContext, id: string): Promise<LinkRow> {
  const link = await load(ctx, findLinks, id);
  if (!link) throw notFound('Link');
  return link;
}

/** A link of the viewer's, or to what they may share; every one for administrators. Null for all others. */
export async function peekLink(ctx: RequestContext, id: string): Promise<LinkRow | null> {
  const link = isId('link', id) ? await load(ctx, findLinks, id) : undefined;
  if (!link) return null;
  const { viewer } = ctx;
  if (link.organizationId !== viewer.organizationId) return null;
  const isKnown = link.createdById === viewer.id || keepsOrder(viewer) || (await mayShareOf(ctx, link));
  return isKnown ? link : null;
}

/** @throws NOT_FOUND where it is hidden or absent */
export async function accessLink(ctx: RequestContext, id: string): Promise<LinkRow> {
  const link = await peekLink(ctx, id);
  if (!link) throw notFound('Link');
  return link;
}

const isOver = ({ revokedAt, expiresAt }: LinkRow, now: Date): boolean =>
  revokedAt !== null || (expiresAt !== null && expiresAt <= now);

/** Whoever made a link, as they are now. */
async function makerOf(ctx: RequestContext, { createdById }: LinkRow): Promise<Viewer | null> {
  if (createdById === null) return null;
  const person = (await findPeople(ctx, [createdById])).get(createdById);
  return onBehalfOf(ctx, createdById, person?.kind === 'CUSTOMER' ? ['CUSTOMER'] : []);
}

/** A file or folder as a link opens it, and whoever made that. */
export interface Opened {
  readonly link: LinkRow;
  readonly maker: Viewer;
  readonly node: NodeFor;
}

/**
 * The only door by way of links. A link opens what it leads to, and what stands in that, for as long as whoever made it
 * may share that themselves: it gives nothing that they no longer have. Null where it does not.
 */
export async function throughLink(
  ctx: RequestContext,
  link: LinkRow,
  nodeId: string,
  right: FileRight,
): Promise<Opened | null> {
  const now = new Date();
  if (isOver(link, now) || !link.rights.includes(right)) return null;
  const maker = await makerOf(ctx, link);
  if (!maker) return null;
  const node = (await factsFor(ctx.db, maker, [nodeId])).get(nodeId);
  if (!node?.ancestors.includes(link.nodeId) || node.trashedAt !== null) return null;
  const isGiven = endsOfRights(node).has('SHARE') && rightsOf(node, maker, now).has(right);
  return isGiven ? { link, maker, node } : null;
}
