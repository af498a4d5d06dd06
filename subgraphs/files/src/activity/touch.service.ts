import { type RequestContext, transaction } from '@parley/kit';
import { announce } from '../node/announce.service.js';
import { type Deed, note } from './activity.service.js';
import { didLately, inTurn } from './activity.store.js';

/** Looking again within this time is the same look, in minutes. */
const ONE_LOOK = 10;

/** Writes down that somebody looked at a file or took a copy, and tells those who follow it. */
export async function noteTouch(
  ctx: RequestContext,
  deed: Deed & { readonly kind: 'VIEWED' | 'DOWNLOADED' },
): Promise<void> {
  const { node, kind, linkId = null } = deed;
  const personId = ctx.caller.viewer?.id ?? null;
  const same = { nodeId: node.id, kind, personId, linkId };
  const isLook = kind === 'VIEWED';
  if (isLook && (await didLately(ctx.db, same, ONE_LOOK))) return;
  await transaction(ctx, async (inner) => {
    // A page asks for several pictures at once: the second one finds what the first one wrote down.
    if (isLook) await inTurn(inner.db, same);
    if (isLook && (await didLately(inner.db, same, ONE_LOOK))) return;
    const [activityId = ''] = await note(inner, [deed]);
    await announce(inner, node.id, 'fileTouched', { nodeId: node.id, activityId });
  });
}
