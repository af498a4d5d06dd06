import {
  type Page,
  type PageRequest,
  type RequestContext,
  type TransactionGroup,
  audit,
  conflict,
  digestOf,
  groupTransaction,
  invalid,
  load,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { knowFiles } from '../attachment/linked-file.service.js';
import { changeMessage } from './change-message.service.js';
import { accessChannel, peekChannel } from '../channel/channel.access.js';
import { announce } from '../channel/announce.service.js';
import { addMessage } from './add-message.service.js';
import { checkThreadOf } from '../thread/reading.service.js';
import { threadLost } from '../thread/recount.service.js';
import { accessMessage, findMessages, peekMessage } from './message.access.js';
import { takeOneAway } from './burial.service.js';
import type { DeleteMessageInput, MessagesArgs, SendMessageInput, UndoSendInput } from './message.inputs.js';
import { checkUndo } from './message.rules.js';
import {
  type NewMessage,
  messageByKey,
  type Middle,
  messagesAround,
  messagesOfChannel,
} from './message.store.js';
import type { MessageRow } from './message.table.js';
import { sendParts } from './send-parts.js';
import { listThreadMessages } from './thread-page.service.js';

const DEFAULT_PAGE = 50;

/** Two are under way, so that one is worked on here while the database works on the other. */
const SENDINGS: TransactionGroup = { atMost: 64, atOnce: 2 };

async function send(ctx: RequestContext, input: SendMessageInput): Promise<MessageRow> {
  const { channel } = await accessChannel(ctx, input.channelId, 'POST');
  const plain: NewMessage = {
    id: newId('message'),
    channelId: channel.id,
    authorId: ctx.viewer.id,
    kind: 'TEXT',
    text: input.text ?? null,
    notice: null,
    replyToId: null,
    clientKey: input.key,
    digest: digestOf('sendMessage', input),
  };
  let planned = plain;
  for (const part of sendParts) {
    planned = { ...planned, ...(await part.prepare?.(ctx, input, channel, planned)) };
  }
  const message = await addMessage(ctx, planned);
  if (!message) throw notFound('Channel');
  for (const part of sendParts) await part.write?.(ctx, message, input, channel);
  if (!message.heldAt) await announce(ctx, channel.id, 'messageAdded', { messageId: message.id });
  return message;
}

/**
 * Sends a message. The client key stands on the message itself, unique per author, so that a first sending costs
 * nothing for it: a retry fails on the index, or on a right lost since, and is then answered with what it sent before.
 */
export async function sendMessage(ctx: RequestContext, input: SendMessageInput): Promise<MessageRow> {
  await knowFiles(ctx, input.attachments);
  try {
    return await groupTransaction(ctx, SENDINGS, (inner) => send(inner, input));
  } catch (error) {
    // Whether this is a retry is only known now: asking first would cost every sending a statement.
    const sent = await messageByKey(ctx.db, ctx.viewer.id, input.key);
    if (!sent || !(await peekChannel(ctx, sent.channelId))) throw error;
    if (sent.digest !== digestOf('sendMessage', input)) {
      throw conflict('This key was used for something else; choose a new one');
    }
    return sent;
  }
}

/** Leaves a tombstone in the place of a message: authors their own, moderators anybody's. */
export function deleteMessage(ctx: RequestContext, input: DeleteMessageInput): Promise<MessageRow> {
  return changeMessage(ctx, 'deleteMessage', input, async (inner) => {
    const { message } = await accessMessage(inner, input.messageId, 'READ');
    if (message.deletedAt) return message;
    await accessMessage(inner, message.id, 'DELETE');
    const buried = await takeOneAway(inner, message.id, {
      deletedById: inner.viewer.id,
      withdrawn: false,
    });
    if (!buried) return message;
    if (message.authorId !== inner.viewer.id) await auditDeletion(inner, message, input.reason ?? null);
    await threadLost(inner, message);
    await announce(inner, message.channelId, 'messageRemoved', { messageId: message.id });
    return buried;
  });
}

/**
 * Takes back what was just sent, without a trace: others' clients forget it. What it said is gone from here too.
 * @throws FORBIDDEN for everybody but its author, and once the undo window has passed
 */
export async function undoSend(ctx: RequestContext, input: UndoSendInput): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'undoSend', input, async () => {
      const { message } = await accessMessage(inner, input.messageId, 'DELETE');
      checkUndo(message, inner.viewer.id, new Date());
      const how = { deletedById: inner.viewer.id, withdrawn: true };
      const buried = await takeOneAway(inner, message.id, how);
      if (!buried) throw conflict('This message was deleted meanwhile');
      await threadLost(inner, message);
      await announce(inner, message.channelId, 'messageRemoved', { messageId: message.id });
      return message;
    }),
  );
  return { id };
}

const auditDeletion = (ctx: RequestContext, message: MessageRow, reason: string | null): Promise<void> =>
  audit(ctx, {
    action: 'deleteMessage',
    targetId: message.id,
    details: { channelId: message.channelId, authorId: message.authorId, reason },
  });

/** One message. */
export async function readMessage(ctx: RequestContext, id: string): Promise<MessageRow> {
  return (await accessMessage(ctx, id, 'READ')).message;
}

/** A message that another subgraph refers to; null where the viewer may not read it. */
export async function referToMessage(ctx: RequestContext, id: string): Promise<MessageRow | null> {
  return (await peekMessage(ctx, id))?.message ?? null;
}

/** A message of a channel that is being read already; never for an id that a client gave. */
export async function messageInside(ctx: RequestContext, id: string): Promise<MessageRow> {
  const message = await load(ctx, findMessages, id);
  if (!message) throw notFound('Message');
  return message;
}

/** What a message answers, in a channel that is being read; null where it is left out by now. */
export async function answeredInside(ctx: RequestContext, id: string): Promise<MessageRow | null> {
  const message = await load(ctx, findMessages, id);
  return message?.withdrawnAt === null ? message : null;
}

/** The same page, read from its start. */
const forward = ({ limit }: PageRequest): PageRequest => ({
  limit,
  backward: false,
  after: null,
  before: null,
});

const keyOf = ({ seq }: MessageRow): readonly number[] => [seq];

/** Where a page begins that is not asked for by cursor. */
function middleOf({ around, aroundSeq, aroundTime }: MessagesArgs): Middle | null {
  const places = [
    around == null ? null : { id: around },
    aroundSeq == null ? null : { seq: aroundSeq },
    aroundTime == null ? null : { time: aroundTime },
  ].filter((place) => place !== null);
  if (places.length > 1) throw invalid('around', 'Ask for one place, not for several');
  return places[0] ?? null;
}

/** A page of a channel that is being read. */
export async function listMessages(
  ctx: RequestContext,
  channel: { readonly id: string },
  args: MessagesArgs,
): Promise<Page<MessageRow>> {
  if (args.topicId != null) {
    await checkThreadOf(ctx, args.topicId, channel.id);
    return listThreadMessages(ctx, { id: args.topicId }, args);
  }
  const request = pageRequest(args, DEFAULT_PAGE);
  const middle = middleOf(args);
  if (!middle) return toPage(await messagesOfChannel(ctx.db, channel.id, request), request, keyOf);
  if (request.after || request.before) {
    throw invalid('around', 'Ask for a place or for a cursor, not for both');
  }
  const { rows, hasPrevious, hasNext } = await messagesAround(ctx.db, channel.id, middle, request.limit);
  if (rows.length === 0 && 'id' in middle) throw invalid('around', 'The message is not in this channel');
  const page = toPage(rows, forward(request), keyOf);
  const { startCursor, endCursor } = page.pageInfo;
  const pageInfo = { startCursor, endCursor, hasPreviousPage: hasPrevious, hasNextPage: hasNext };
  return { ...page, pageInfo };
}

/** What the viewer may do with a message. */
export { rightsTo as messageActions } from './message.access.js';

/** Sends a message in the transaction that is open: it is sent if and only if that commits. */
export { send as sendWithin };

/** When the undo window of a message ends. */
export { undoUntil } from './message.rules.js';
