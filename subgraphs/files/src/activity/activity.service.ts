import { type RequestContext, isId, newId } from '@parley/kit';
import { tellHolder } from '../own/own-files-live.service.js';
import type { FileActivityKind } from './activity-kind.js';
import { insertActivities, touch } from './activity.store.js';

/** Something that was done with a node, by whoever asks unless somebody else is named. */
export interface Deed {
  readonly node: { readonly id: string; readonly organizationId: string; readonly region: string | null };
  readonly kind: FileActivityKind;
  readonly linkId?: string;
  /** The request that it was about, or that it came by. */
  readonly requestId?: string | null;
}

/** What makes a file one that somebody used lately. */
const USES: readonly FileActivityKind[] = ['UPLOADED', 'VIEWED', 'DOWNLOADED', 'EDITED', 'COMMENTED'];

/**
 * Writes down who did what with nodes, in the caller's transaction; nobody where a link or the product itself did.
 * @returns the ids of what was written down, in the same order
 */
export async function note(ctx: RequestContext, deeds: readonly Deed[]): Promise<string[]> {
  if (deeds.length === 0) return [];
  const { viewer, client } = ctx.caller;
  // Where somebody is counts more than where they usually are; of strangers nothing else is known.
  const country = client.country ?? viewer?.country ?? null;
  const done = deeds.map(({ node, kind, linkId, requestId }) => ({
    ...{ id: newId('activity'), nodeId: node.id, organizationId: node.organizationId, kind },
    ...{ personId: viewer?.id ?? null, linkId: linkId ?? null, requestId: requestId ?? null },
    ...{ country, region: node.region },
  }));
  await insertActivities(ctx.db, done);
  const used = deeds.filter(({ node, kind }) => USES.includes(kind) && isId('file', node.id));
  if (viewer && used.length > 0) {
    await touch(
      ctx.db,
      viewer.id,
      used.map(({ node }) => node.id),
    );
    await tellHolder(ctx, viewer.id, 'RECENT');
  }
  return done.map(({ id }) => id);
}
