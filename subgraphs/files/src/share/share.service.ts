import {
  type Page,
  type PageArgs,
  type RequestContext,
  conflict,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { accessNode } from '../access/node.access.js';
import type { NodeFor } from '../access/rights.rules.js';
import { note } from '../activity/activity.service.js';
import type { FileActivityKind } from '../activity/activity-kind.js';
import { tellAccessChanged } from '../followed/followed.service.js';
import { totalIn } from '../listing/total.js';
import type { FileRight } from '../node/file-kinds.js';
import { nodeInside, settled } from '../node/place.service.js';
import { granteeKindOf } from './grantee.js';
import { tellGrantee } from './share-live.service.js';
import { accessShare } from './share.access.js';
import type { RevokeShareInput, ShareInput, UpdateShareInput } from './share.inputs.js';
import { checkEnd, checkMessage, checkRights, checkWatermark, heldUntil } from './share.rules.js';
import { tellFilesUnder } from '../told/told-file.service.js';
import {
  type ListedShare,
  type ShareRow,
  changeShare,
  guestOf,
  insertShare,
  mayBeNamed,
  removeShare,
  sharePage,
  sharedWithPage,
} from './share.store.js';

export { shareInside } from './share.access.js';
export { isDrawn } from './share.rules.js';

/** Holds the tree of a node alone, so that what is decided about it holds until it is written. @throws NOT_FOUND */
export async function held(ctx: RequestContext, nodeId: string): Promise<void> {
  await settled(ctx, [await nodeInside(ctx, nodeId)], 'exclusive');
}

const endOfViewer = ({ viewer }: RequestContext): string | null =>
  viewer.kind === 'guest' ? viewer.endsAt : null;

type Given = Pick<ShareRow, 'nodeId' | 'organizationId' | 'granteeKind' | 'granteeId'>;

/** Whose rights a share is about; null for many. */
async function concernedBy(ctx: RequestContext, { granteeKind, granteeId }: Given): Promise<string[] | null> {
  if (granteeKind === 'USER') return [granteeId];
  if (granteeKind !== 'GUEST_PASS') return null;
  const guestId = await guestOf(ctx.db, granteeId);
  return guestId === null ? [] : [guestId];
}

async function tell(ctx: RequestContext, node: NodeFor, share: Given, kind: FileActivityKind): Promise<void> {
  await note(ctx, [{ node, kind }]);
  await tellAccessChanged(ctx, share.nodeId, await concernedBy(ctx, share));
  await tellGrantee(ctx, share);
  if (share.granteeKind === 'CHANNEL') await tellFilesUnder(ctx, share.nodeId);
}

/** With whom it can be shared. @throws NOT_FOUND for who may not be named, CONFLICT for whom it belongs to */
async function granteeOf(ctx: RequestContext, node: NodeFor, granteeId: string) {
  const granteeKind = granteeKindOf(granteeId);
  if (granteeKind === null || !(await mayBeNamed(ctx.db, ctx.viewer, granteeKind, granteeId))) {
    throw notFound('Person or group');
  }
  if (node.holderId === granteeId) throw conflict('It belongs to them already');
  return { granteeKind, granteeId };
}

/**
 * Shares a file or folder with a person or group. @returns the id of the share
 * @throws NOT_FOUND, FORBIDDEN for rights that the viewer does not have, INVALID, CONFLICT where it is shared already
 */
export async function share(ctx: RequestContext, input: ShareInput): Promise<string> {
  const [rights, message] = [checkRights(input.nodeId, input.rights), checkMessage(input.message)];
  const watermark = checkWatermark(input.watermark, rights);
  return transaction(ctx, (inner) =>
    once(inner, 'share', input, async () => {
      await held(inner, input.nodeId);
      const node = await accessNode(inner, input.nodeId, 'SHARE');
      const grantee = await granteeOf(inner, node, input.granteeId);
      const expiresAt = checkEnd(input.expiresAt, heldUntil(node, rights, endOfViewer(inner)));
      const made = {
        ...{ id: newId('share'), nodeId: node.id, organizationId: node.organizationId, ...grantee },
        ...{ rights, sharedById: inner.viewer.id, message, expiresAt, watermark },
      };
      if (!(await insertShare(inner.db, made))) {
        throw conflict('It is shared with them already; change that share');
      }
      await tell(inner, node, made, 'SHARED');
      return made;
    }),
  );
}

/** Shares something with people because of what it is, in the name of whose it is; whoever calls holds its tree alone. */
export async function shareByItself(
  ctx: RequestContext,
  node: NodeFor,
  personIds: readonly string[],
  rights: readonly FileRight[],
): Promise<void> {
  for (const granteeId of personIds) {
    // Guests, and people who are gone by now, are not there to be named.
    if (!(await mayBeNamed(ctx.db, ctx.viewer, 'USER', granteeId))) continue;
    const made = {
      ...{ id: newId('share'), nodeId: node.id, organizationId: node.organizationId },
      ...{ granteeKind: 'USER' as const, granteeId, rights, sharedById: ctx.viewer.id },
      ...{ message: null, expiresAt: null, watermark: false },
    };
    if (await insertShare(ctx.db, made)) await tell(ctx, node, made, 'SHARED');
  }
}

/** Changes a share, for those who could give all of it, before and after. @returns its id */
export async function updateShare(ctx: RequestContext, input: UpdateShareInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'updateShare', input, async () => {
      const known = await accessShare(inner, input.shareId);
      await held(inner, known.nodeId);
      const node = await accessNode(inner, known.nodeId, 'SHARE');
      heldUntil(node, known.rights, null);
      const rights = input.rights == null ? known.rights : checkRights(node.id, input.rights);
      const bound = heldUntil(node, rights, endOfViewer(inner));
      const asked = input.expiresAt === undefined ? known.expiresAt : input.expiresAt;
      const watermark = checkWatermark(input.watermark, rights, known.watermark);
      const given = { rights, expiresAt: checkEnd(asked, bound), watermark };
      if (!(await changeShare(inner.db, known.id, input.expectedVersion, given))) {
        throw conflict('Somebody else has changed it meanwhile; look at it again');
      }
      await tell(inner, node, known, 'SHARED');
      return known;
    }),
  );
}

/**
 * Ends a share: what runs by it stops. Those may who could give all of it, who gave it, and whom it was given to.
 * @returns its id
 */
export async function revokeShare(ctx: RequestContext, input: RevokeShareInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'revokeShare', input, async () => {
      const known = await accessShare(inner, input.shareId);
      await held(inner, known.nodeId);
      const isTheirs = known.granteeId === inner.viewer.id;
      const node = await accessNode(inner, known.nodeId, isTheirs ? 'VIEW' : 'SHARE');
      if (!isTheirs && known.sharedById !== inner.viewer.id) heldUntil(node, known.rights, null);
      if (await removeShare(inner.db, known.id)) await tell(inner, node, known, 'UNSHARED');
      return known;
    }),
  );
}

const keyOf = ({ atKey, id }: ListedShare): readonly string[] => [atKey, id];

/** With whom a node is shared, on itself or above it; outsiders learn of what they were given alone. */
export async function listShares(
  ctx: RequestContext,
  nodeId: string,
  args: PageArgs,
): Promise<Page<ShareRow>> {
  const request = pageRequest(args);
  return toPage(await sharePage(ctx.db, ctx.viewer, nodeId, request), request, keyOf);
}

/** What others shared with the viewer, each thing once. */
export async function listSharedWithMe(
  ctx: RequestContext,
  args: PageArgs,
  isCounted: boolean,
): Promise<Page<ShareRow>> {
  const request = pageRequest(args);
  const rows = await sharedWithPage(ctx.db, ctx.viewer, request, isCounted);
  return toPage(rows, request, keyOf, totalIn(rows, isCounted, request));
}
