import { batchOf, forbidden, load, notFound, type RequestContext } from '@parley/kit';
import { peekChannel } from '../channel/channel.access.js';
import { isOutsider } from '../channel/channel.rules.js';
import type { Standing } from '../channel/channel.table.js';
import { notesById } from './internal-note.store.js';
import type { InternalNoteRow } from './internal-note.table.js';

const findNotes = batchOf(notesById);

/** The viewer's place in a channel beside which they read notes: one with a customer, and they are none themselves. */
export async function peekDesk(ctx: RequestContext, channelId: string): Promise<Standing | null> {
  if (isOutsider(ctx.viewer)) return null;
  const standing = await peekChannel(ctx, channelId);
  return standing?.channel.customerVisible ? standing : null;
}

/**
 * The only door to what is said beside a channel.
 * @throws NOT_FOUND for everybody who does not help there, as if there was no such thing
 */
export async function accessDesk(ctx: RequestContext, channelId: string): Promise<Standing> {
  const standing = await peekDesk(ctx, channelId);
  if (!standing) throw notFound('Channel');
  return standing;
}

/**
 * A note that its author changes or removes.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN for others than its author
 */
export async function accessOwnNote(ctx: RequestContext, id: string): Promise<InternalNoteRow> {
  const { viewer } = ctx;
  const note = await load(ctx, findNotes, id);
  if (!note || !(await peekDesk(ctx, note.channelId))) throw notFound('Note');
  if (note.authorId !== viewer.id) throw forbidden('Only its author may change a note');
  return note;
}
