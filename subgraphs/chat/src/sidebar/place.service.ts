import { type RequestContext, forbidden, once, transaction } from '@parley/kit';
import { accessChannel } from '../channel/channel.access.js';
import { wakeOwner } from './own-change.service.js';
import type { SetSidebarPlaceInput } from './place.inputs.js';
import { checkSection } from './place.rules.js';
import { placeChannel } from './place.store.js';
import { type Entry, readEntry } from './sidebar.service.js';

async function place(ctx: RequestContext, input: SetSidebarPlaceInput): Promise<{ id: string }> {
  const { membership } = await accessChannel(ctx, input.channelId, 'READ');
  if (membership?.endedAt !== null) throw forbidden('Join the channel first');
  await placeChannel(ctx.db, membership.id, {
    favorite: input.favorite ?? null,
    section: input.section == null ? null : checkSection(input.section),
    keepsSection: input.section === undefined,
    hidden: input.hidden ?? null,
  });
  return membership;
}

/** Puts a channel where its viewer wants it in their own sidebar, on all their devices; nobody else notices. */
export async function setSidebarPlace(ctx: RequestContext, input: SetSidebarPlaceInput): Promise<Entry> {
  await transaction(ctx, (inner) => once(inner, 'setSidebarPlace', input, () => place(inner, input)));
  await wakeOwner(ctx, ctx.viewer.id);
  return readEntry(ctx, input.channelId);
}
