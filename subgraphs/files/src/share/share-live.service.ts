import { type LogEvent, type RequestContext, follow, isId } from '@parley/kit';
import { isOutsider } from '../access/principal.rules.js';
import { sharingStream } from '../events.js';
import { through } from '../live/through.js';
import { type ShareRow, granteesUnder, guestOf } from './share.store.js';

/** Writes down, in the transaction that does it, that something was shared with somebody, changed or taken back. */
export const tellGrantee = (
  ctx: RequestContext,
  share: Pick<ShareRow, 'organizationId' | 'granteeId'>,
): Promise<void> =>
  ctx.events.publish(sharingStream(share.organizationId), 'sharingChanged', { granteeId: share.granteeId });

/** Tells the same to all with whom a node is shared, or something below it: it went to the trash, came back or moved. */
export async function tellGranteesUnder(
  ctx: RequestContext,
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
): Promise<void> {
  const stream = sharingStream(organizationId);
  for (const granteeId of await granteesUnder(ctx.db, id)) {
    await ctx.events.publish(stream, 'sharingChanged', { granteeId });
  }
}

/** Whether a share with somebody or a group is one with the viewer, as they are now. */
async function isTheirs(ctx: RequestContext, granteeId: string): Promise<boolean> {
  const { viewer } = ctx;
  const groups = [viewer.organizationId, ...viewer.teamIds, ...viewer.departmentIds];
  if (granteeId === viewer.id || (!isOutsider(viewer) && groups.includes(granteeId))) return true;
  // Roles and channels are kept beside people: which of them are whose is for the list to say, which is read again.
  if (isId('role', granteeId) || isId('channel', granteeId)) return true;
  return isId('guest_pass', granteeId) && (await guestOf(ctx.db, granteeId)) === viewer.id;
}

/** That something was shared with the viewer or a group of theirs, changed or taken back; of others' nothing. */
export function followSharing(
  ctx: RequestContext,
  after: string | null | undefined,
): AsyncGenerator<LogEvent, void, undefined> {
  const rows = follow(ctx, sharingStream(ctx.viewer.organizationId), after);
  return through(rows, async function* (source) {
    for await (const row of source) {
      const { granteeId } = row.data;
      // What a stream says of itself is about nobody.
      const isTold =
        typeof granteeId !== 'string' || (await isTheirs(ctx.subgraph.context(ctx.caller), granteeId));
      if (isTold) yield row;
    }
  });
}
