import {
  type Page,
  type PageArgs,
  type RequestContext,
  conflict,
  load,
  batchOf,
  newId,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { accessNode, viewerRights } from '../access/node.access.js';
import { note } from '../activity/activity.service.js';
import type { FilesContext } from '../context.js';
import { tellAccessChanged } from '../followed/followed.service.js';
import { nodeInside } from '../node/place.service.js';
import { checkEnd, checkWatermark, heldUntil } from '../share/share.rules.js';
import { held } from '../share/share.service.js';
import { accessLink, keepsOrder, mayShareOf } from './link.access.js';
import type { CreateShareLinkInput, RevokeShareLinkInput, UpdateShareLinkInput } from './link.inputs.js';
import {
  checkLinkPassword,
  checkLinkRights,
  checkMayLink,
  checkRecipient,
  checkUses,
  hashOf,
  tokenOf,
} from './link.rules.js';
import { type LinkRow, changeLink, endLink, insertLink, linkPage, linksTo } from './link.store.js';

export { linkInside, peekLink } from './link.access.js';
export { isDrawn } from '../share/share.rules.js';
export type { LinkRow } from './link.store.js';

const findLinksTo = batchOf(linksTo);

/** Who opens it changed, though nobody's own right did. */
const tellLinks = (ctx: RequestContext, nodeId: string): Promise<void> => tellAccessChanged(ctx, nodeId, []);

/** Makes a link. @returns its id @throws NOT_FOUND, FORBIDDEN, INVALID */
export async function createShareLink(ctx: FilesContext, input: CreateShareLinkInput): Promise<string> {
  const [rights, maxUses] = [checkLinkRights(input.rights), checkUses(input.maxUses)];
  const watermark = checkWatermark(input.watermark, rights);
  const [password, recipient] = [checkLinkPassword(input.password), checkRecipient(input.recipient)];
  await accessNode(ctx, input.nodeId, 'SHARE');
  checkMayLink(ctx.viewer.kind);
  const passwordHash = password === null ? null : await ctx.passwords.hash(password);
  // What is kept of the input to know a retry by is quick to guess: no password may be in it.
  const kept = Object.assign({}, input, { password: password === null ? null : 'given' });
  return transaction(ctx, (inner) =>
    once(inner, 'createShareLink', kept, async () => {
      await held(inner, input.nodeId);
      const node = await accessNode(inner, input.nodeId, 'SHARE');
      const expiresAt = checkEnd(input.expiresAt, heldUntil(node, rights, null));
      const id = newId('link');
      await insertLink(inner.db, {
        ...{
          id,
          nodeId: node.id,
          organizationId: node.organizationId,
          tokenHash: hashOf(tokenOf(ctx.blobs, id)),
        },
        ...{ rights, passwordHash, expiresAt, maxUses, recipient, createdById: inner.viewer.id },
        watermark,
      });
      await note(inner, [{ node, kind: 'SHARED', linkId: id }]);
      await tellLinks(inner, node.id);
      return { id };
    }),
  );
}

/** Changes a link, for those who may give what it gives. @returns its id */
export async function updateShareLink(ctx: FilesContext, input: UpdateShareLinkInput): Promise<string> {
  const password = checkLinkPassword(input.password);
  await accessLink(ctx, input.linkId);
  const given = password === null ? null : await ctx.passwords.hash(password);
  const kept = Object.assign({}, input, input.password !== undefined && { password: password && 'given' });
  return transaction(ctx, (inner) =>
    once(inner, 'updateShareLink', kept, async () => {
      const known = await accessLink(inner, input.linkId);
      await held(inner, known.nodeId);
      const node = await accessNode(inner, known.nodeId, 'SHARE');
      const rights = input.rights == null ? known.rights : checkLinkRights(input.rights);
      const bound = heldUntil(node, rights, null);
      const asked = input.expiresAt === undefined ? known.expiresAt : input.expiresAt;
      const maxUses = input.maxUses === undefined ? known.maxUses : checkUses(input.maxUses);
      const watermark = checkWatermark(input.watermark, rights, known.watermark);
      const passwordHash = input.password === undefined ? known.passwordHash : given;
      const change = { rights, expiresAt: checkEnd(asked, bound), maxUses, watermark, passwordHash };
      if (!(await changeLink(inner.db, known.id, input.expectedVersion, change))) {
        throw conflict('Somebody else has changed or ended it meanwhile; look at it again');
      }
      await note(inner, [{ node, kind: 'SHARED', linkId: known.id }]);
      await tellLinks(inner, node.id);
      return known;
    }),
  );
}

/** Ends a link: what runs by it stops. Whoever made it, who may share, and administrators do. @returns its id */
export async function revokeShareLink(ctx: RequestContext, input: RevokeShareLinkInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'revokeShareLink', input, async () => {
      const known = await accessLink(inner, input.linkId);
      await held(inner, known.nodeId);
      if (await endLink(inner.db, known.id)) {
        const node = await nodeInside(inner, known.nodeId);
        await note(inner, [{ node, kind: 'UNSHARED', linkId: known.id }]);
        await tellLinks(inner, node.id);
      }
      return known;
    }),
  );
}

/** Links that lead to a node, for those who may share it; none for others. */
export async function linksOf(ctx: RequestContext, nodeId: string): Promise<readonly LinkRow[]> {
  if (!(await viewerRights(ctx, nodeId)).has('SHARE')) return [];
  return (await load(ctx, findLinksTo, nodeId)) ?? [];
}

/** Links that the viewer made or that lead to what is theirs; everybody's for administrators. */
export async function listLinks(
  ctx: RequestContext,
  isLive: boolean,
  args: PageArgs,
): Promise<Page<LinkRow>> {
  const { viewer } = ctx;
  const request = pageRequest(args);
  const of = {
    organizationId: viewer.organizationId,
    personId: viewer.id,
    isAll: keepsOrder(viewer),
    isLive,
  };
  return toPage(await linkPage(ctx.db, of, request), request, ({ atKey, id }) => [atKey, id]);
}

/** Where a link is opened; null for those who may not share, and where the key that made it is no longer ours. */
export async function addressOfLink(ctx: FilesContext, link: LinkRow): Promise<string | null> {
  if (!(await mayShareOf(ctx, link))) return null;
  const token = tokenOf(ctx.blobs, link.id);
  return hashOf(token).equals(link.tokenHash) ? `/l/${token}` : null;
}
