import { type Page, type RequestContext, conflict, invalid, load, pageRequest, toPage } from '@parley/kit';
import { changeMessage } from '../message/change-message.service.js';
import { announce } from '../channel/announce.service.js';
import { accessMessage } from '../message/message.access.js';
import type { MessageRow } from '../message/message.table.js';
import type { SendPart } from '../message/send-part.js';
import type {
  AcknowledgeMessageInput,
  ReceiptsArgs,
  RemindMessageAcknowledgementInput,
  RequestMessageAcknowledgementInput,
} from './acknowledgement.inputs.js';
import { checkDue, checkReminder } from './acknowledgement.rules.js';
import {
  type ListedAcknowledgement,
  confirmationsBy,
  findReceipts,
  insertConfirmation,
  insertRequest,
  lockRequest,
  remindMissing,
} from './acknowledgement.store.js';

/** A message that is sent with the request to confirm it. */
export const acknowledgementPart: SendPart = {
  prepare: (_ctx, { requireAcknowledgement, acknowledgeBy }) => {
    const due = checkDue('acknowledgeBy', acknowledgeBy, new Date());
    if (due !== null && !requireAcknowledgement) {
      throw invalid('acknowledgeBy', 'Ask for confirmation first');
    }
    return {};
  },
  write: async (ctx, { id }, { requireAcknowledgement, acknowledgeBy }) => {
    if (!requireAcknowledgement) return;
    const dueAt = acknowledgeBy?.toISOString() ?? null;
    await insertRequest(ctx.db, id, { requestedById: ctx.viewer.id, dueAt });
  },
};

const tell = (ctx: RequestContext, { id, channelId }: MessageRow): Promise<void> =>
  announce(ctx, channelId, 'messageChanged', { messageId: id });

/** Asks everybody in the channel to confirm a message; asked again, only the time it is due changes. */
export const requestMessageAcknowledgement = (
  ctx: RequestContext,
  input: RequestMessageAcknowledgementInput,
): Promise<MessageRow> =>
  changeMessage(ctx, 'requestMessageAcknowledgement', input, async (inner) => {
    const { message } = await accessMessage(inner, input.messageId, 'MANAGE');
    const dueAt = checkDue('dueAt', input.dueAt, new Date());
    await lockRequest(inner.db, message.id);
    await insertRequest(inner.db, message.id, { requestedById: inner.viewer.id, dueAt });
    await tell(inner, message);
    return message;
  });

/** Confirms having read a message; twice is once. */
export const acknowledgeMessage = (
  ctx: RequestContext,
  input: AcknowledgeMessageInput,
): Promise<MessageRow> =>
  changeMessage(ctx, 'acknowledgeMessage', input, async (inner) => {
    const { message } = await accessMessage(inner, input.messageId, 'ACKNOWLEDGE');
    if (!(await lockRequest(inner.db, message.id))) throw conflict('This message was deleted meanwhile');
    if (await insertConfirmation(inner.db, message.id, inner.viewer.id)) await tell(inner, message);
    return message;
  });

/** Reminds those who have not confirmed, at most every quarter of an hour. */
export const remindMessageAcknowledgement = (
  ctx: RequestContext,
  input: RemindMessageAcknowledgementInput,
): Promise<MessageRow> =>
  changeMessage(ctx, 'remindMessageAcknowledgement', input, async (inner) => {
    const { message } = await accessMessage(inner, input.messageId, 'MANAGE');
    const request = await lockRequest(inner.db, message.id);
    if (!request) throw conflict('Nobody was asked to confirm this message');
    checkReminder(request, new Date());
    await remindMissing(inner.db, message.id);
    await tell(inner, message);
    return message;
  });

const findOwn = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, Date>> =>
  confirmationsBy(ctx.db, ctx.viewer.id, ids);

/** When the viewer confirmed a message that is being read; nobody is asked about those nobody asked to confirm. */
export const ownConfirmation = async (
  ctx: RequestContext,
  { id, acknowledgement }: Pick<MessageRow, 'id' | 'acknowledgement'>,
): Promise<Date | null> => (acknowledgement ? ((await load(ctx, findOwn, id)) ?? null) : null);

const keyOf = ({ sortName, personId }: ListedAcknowledgement): readonly string[] => [sortName, personId];

/** A page of those who were asked to confirm a message that is being read. */
export async function listReceipts(
  ctx: RequestContext,
  {
    messageId,
    expectedCount,
    receivedCount,
  }: {
    readonly messageId: string;
    readonly expectedCount: number;
    readonly receivedCount: number;
  },
  args: ReceiptsArgs,
): Promise<Page<ListedAcknowledgement>> {
  const request = pageRequest(args);
  const missing = args.missing ?? false;
  const total = missing ? expectedCount - receivedCount : receivedCount;
  return toPage(await findReceipts(ctx.db, { messageId, missing }, request), request, keyOf, total);
}

/** Why somebody may not have seen that they were asked. */
export { unreachedBecause } from './acknowledgement.rules.js';
