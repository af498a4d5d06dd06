import { type RequestContext, conflict, forbidden, invalid, newId, transaction } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { accessChannel, onlyChannels } from '../channel/channel.access.js';
import { showsReceipts } from '../channel/membership.service.js';
import { readTopic } from '../events.js';
import { accessMessage } from '../message/message.access.js';
import { markInThreadUnread, moveInThread, readEveryThread } from '../thread/reading.service.js';
import type { MarkReadInput, MarkUnreadInput } from './receipt.inputs.js';
import {
  type CursorMove,
  markChannelUnread,
  moveOver,
  moveReadCursor,
  readAllChannels,
} from './receipt.store.js';

type Outcome = 'unmoved' | 'told' | 'quiet';

async function move(ctx: RequestContext, { channelId, threadId, seq }: MarkReadInput): Promise<Outcome> {
  const { membership } = await accessChannel(ctx, channelId, 'READ');
  if (membership?.endedAt !== null) throw forbidden('Join the channel first');
  const moved: CursorMove | undefined = threadId
    ? await moveInThread(ctx, { channelId, threadId, seq })
    : await moveReadCursor(ctx.db, channelId, ctx.viewer.id, seq);
  if (moved === undefined) return 'unmoved';
  const isTold = moved.isFurther && membership.showsReceipts;
  if (!isTold || !(await showsReceipts(ctx, channelId))) return 'quiet';
  const read = { personId: ctx.viewer.id, seq: moved.seq };
  await announce(ctx, channelId, 'readMoved', threadId ? { ...read, threadId } : read);
  return 'told';
}

/** Tells the viewer's other devices; a lost call costs them seconds, never the change. */
const wakeReader = (ctx: RequestContext, channelId: string): Promise<void> =>
  ctx.events.signal(readTopic(ctx.viewer.id), { channelId });

/**
 * Moves the read cursor of a channel or a thread forward; it never goes back, so a late or repeated call changes
 * nothing. Among few everybody is told; in a crowd only the viewer's other devices are.
 */
export async function markRead(ctx: RequestContext, input: MarkReadInput): Promise<void> {
  if (input.seq < 0) throw invalid('seq', 'Positions begin at 1');
  const outcome = await transaction(ctx, (inner) => move(inner, input));
  if (outcome === 'quiet') await wakeReader(ctx, input.channelId);
}

/**
 * Marks a message and what comes after it as unread: in the channel where it stands in its timeline, else in its
 * thread. The cursor itself stays, so that nobody's receipts go back. Answers with the id of the channel.
 */
export async function markUnread(ctx: RequestContext, input: MarkUnreadInput): Promise<string> {
  const channelId = await transaction(ctx, async (inner) => {
    const { message, standing } = await accessMessage(inner, input.messageId, 'READ');
    if (standing.membership?.endedAt !== null) throw forbidden('Join the channel first');
    if (message.deletedAt) throw conflict('This message was deleted');
    if (message.inTimeline || message.threadId === null) {
      await markChannelUnread(inner.db, message.channelId, inner.viewer.id, message.seq);
    } else {
      await markInThreadUnread(inner, { id: newId('follow'), threadId: message.threadId, seq: message.seq });
    }
    return message.channelId;
  });
  await wakeReader(ctx, channelId);
  return channelId;
}

/** What somebody was there for needs no reading: their cursor moves over it where nothing before it waits to be read. */
export async function readAsItCame(
  ctx: RequestContext,
  { channelId, seq }: { readonly channelId: string; readonly seq: number },
  personId: string,
): Promise<void> {
  await moveOver(ctx.db, channelId, personId, seq);
}

/** Takes everything in every channel and thread of the viewer for read; answers with the channels that changed. */
export async function markAllRead(ctx: RequestContext): Promise<string[]> {
  const moved = await transaction(ctx, async (inner) => {
    const only = await onlyChannels(inner);
    const channels = await readAllChannels(inner.db, inner.viewer.id, only);
    await readEveryThread(inner, only);
    for (const { channelId, seq, showsReceipts: shows } of channels) {
      if (!shows || !(await showsReceipts(inner, channelId))) continue;
      await announce(inner, channelId, 'readMoved', { personId: inner.viewer.id, seq });
    }
    return channels;
  });
  await wakeReader(ctx, '');
  return moved.map(({ channelId }) => channelId);
}
