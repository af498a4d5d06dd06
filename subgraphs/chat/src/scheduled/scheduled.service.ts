import { randomUUID } from 'node:crypto';
import {
  batchOf,
  conflict,
  invalid,
  later,
  load,
  newId,
  notFound,
  once,
  type Page,
  type PageArgs,
  pageRequest,
  type RequestContext,
  toPage,
  transaction,
} from '@parley/kit';
import type { AttachmentInput } from '../attachment/attachment.inputs.js';
import { knowFiles } from '../attachment/linked-file.service.js';
import { tellFiles } from '../attachment/told-file.service.js';
import { accessChannel, peekChannel } from '../channel/channel.access.js';
import { peerIn } from '../channel/channel.rules.js';
import type { ChannelAt } from '../channel/channel.table.js';
import { checkThread } from '../draft/draft.service.js';
import { LONGEST_TEXT, checkText } from '../message/message.rules.js';
import { findPeople } from '../person/person.service.js';
import { changeOwn, wakeOwner } from '../sidebar/own-change.service.js';
import type {
  CancelScheduledMessageInput,
  ScheduleMessageInput,
  UpdateScheduledMessageInput,
} from './scheduled.inputs.js';
import { type Wish, momentOf, namesTime } from './scheduled.rules.js';
import {
  type Timing,
  countScheduled,
  deleteScheduled,
  insertScheduled,
  lockScheduled,
  scheduledById,
  scheduledOf,
  updateScheduled,
} from './scheduled.store.js';
import type { ScheduledRow } from './scheduled.table.js';

/** The job that sends what is due. */
export const SEND_DUE = 'sendScheduled';

const SCHEDULED_AT_MOST = 500;

/** When to send it, by the clock of the other one where a time of day was asked for. */
async function timingOf(
  ctx: RequestContext,
  channel: Pick<ChannelAt, 'directKey'>,
  wish: Wish,
): Promise<Timing> {
  const byClock = wish.recipientLocalTime != null;
  const recipientId = byClock ? peerIn(channel.directKey, ctx.viewer.id) : null;
  const zone = recipientId && ((await load(ctx, findPeople, recipientId))?.timeZone ?? null);
  return {
    sendAt: momentOf(wish, zone, new Date()),
    recipientId,
    recipientLocalTime: wish.recipientLocalTime ?? null,
    recipientLocalDate: byClock ? (wish.recipientLocalDate ?? null) : null,
    recipientZone: zone,
  };
}

/** The time that a message has already. */
export const timingIn = (row: ScheduledRow): Timing => ({
  sendAt: row.sendAt,
  recipientId: row.recipientId,
  recipientLocalTime: row.recipientLocalTime,
  recipientLocalDate: row.recipientLocalDate,
  recipientZone: row.recipientZone,
});

/** What will be given to sendMessage; its key is our own. */
function contentOf(input: ScheduleMessageInput): Record<string, unknown> {
  const timing = ['sendAt', 'recipientLocalTime', 'recipientLocalDate', 'key'];
  const content = Object.entries(input).filter(([name, value]) => value != null && !timing.includes(name));
  const isMore = content.some(([name]) => !['channelId', 'threadId', 'replyToId', 'text'].includes(name));
  if (!isMore) checkText(input.text);
  if ((input.text ?? '').length > LONGEST_TEXT) throw invalid('text', 'This text is too long for a message');
  return Object.fromEntries(content);
}

/** The files that a message which waits will show. */
const filesIn = (content: Readonly<Record<string, unknown>>): string[] =>
  ((content['attachments'] ?? []) as readonly AttachmentInput[]).map(({ fileId }) => fileId);

async function schedule(ctx: RequestContext, input: ScheduleMessageInput): Promise<{ id: string }> {
  const { viewer } = ctx;
  const { channel } = await accessChannel(ctx, input.channelId, 'POST');
  await checkThread(ctx, channel.id, input.threadId);
  const content = contentOf(input);
  const timing = await timingOf(ctx, channel, input);
  if ((await countScheduled(ctx.db, viewer.id)) >= SCHEDULED_AT_MOST) {
    throw conflict(`At most ${String(SCHEDULED_AT_MOST)} messages wait at once; cancel some first`);
  }
  const { kind, country, region, grants, endsAt, teamIds } = viewer;
  const row = {
    id: newId('scheduled'),
    personId: viewer.id,
    channelId: channel.id,
    threadId: typeof content['threadId'] === 'string' ? content['threadId'] : null,
    text: input.text ?? '',
    content,
    viewer: { kind, country, region, grants, endsAt, teamIds },
    messageKey: randomUUID(),
    ...timing,
  };
  await insertScheduled(ctx.db, row);
  await tellFiles(ctx, filesIn(content));
  await later(ctx, SEND_DUE, {}, { after: row.sendAt });
  await changeOwn(ctx, viewer.id, 'scheduledMessageChanged', row.id);
  return row;
}

/** Sends later: at an instant, or at a time of day where the other person is. */
export async function scheduleMessage(
  ctx: RequestContext,
  input: ScheduleMessageInput,
): Promise<ScheduledRow> {
  await knowFiles(ctx, input.attachments);
  return changed(ctx, 'scheduleMessage', input, (inner) => schedule(inner, input));
}

/** The viewer's message of that id, locked; nobody else's is there. */
export async function lockOwn(ctx: RequestContext, id: string): Promise<ScheduledRow> {
  const row = await lockScheduled(ctx.db, id);
  if (row?.personId !== ctx.viewer.id) throw notFound('Scheduled message');
  return row;
}

async function change(ctx: RequestContext, input: UpdateScheduledMessageInput): Promise<ScheduledRow> {
  const row = await lockOwn(ctx, input.scheduledId);
  const { channel } = await accessChannel(ctx, row.channelId, 'POST');
  const text = input.text == null ? row.text : checkText(input.text);
  const timing = namesTime(input) ? await timingOf(ctx, channel, input) : timingIn(row);
  if (!namesTime(input) && row.failedAt) throw invalid('sendAt', 'Say when to send it');
  const content = text === '' ? row.content : { ...row.content, text };
  await updateScheduled(ctx.db, { ...timing, id: row.id, text, content });
  await later(ctx, SEND_DUE, {}, { after: timing.sendAt });
  await changeOwn(ctx, row.personId, 'scheduledMessageChanged', row.id);
  return row;
}

/** Gives a message that waits other words, another time or both. */
export function updateScheduledMessage(
  ctx: RequestContext,
  input: UpdateScheduledMessageInput,
): Promise<ScheduledRow> {
  return changed(ctx, 'updateScheduledMessage', input, (inner) => change(inner, input));
}

/** Runs a change once per client key and answers with the message as it waits then. */
async function changed(
  ctx: RequestContext,
  operation: string,
  input: { readonly key: string },
  work: (ctx: RequestContext) => Promise<{ readonly id: string }>,
): Promise<ScheduledRow> {
  const id = await transaction(ctx, (inner) => once(inner, operation, input, () => work(inner)));
  await wakeOwner(ctx, ctx.viewer.id);
  const row = await referToScheduled(ctx, id);
  if (!row) throw conflict('This message was sent or cancelled meanwhile');
  return row;
}

/** Does not send it. One that was sent already is not taken back by this: there is nothing to cancel. */
export async function cancelScheduledMessage(
  ctx: RequestContext,
  input: CancelScheduledMessageInput,
): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'cancelScheduledMessage', input, async () => {
      const row = await lockOwn(inner, input.scheduledId);
      await deleteScheduled(inner.db, row.id);
      await tellFiles(inner, filesIn(row.content));
      await changeOwn(inner, row.personId, 'scheduledMessageChanged', row.id);
      return row;
    }),
  );
  await wakeOwner(ctx, ctx.viewer.id);
  return { id };
}

const findScheduled = batchOf(scheduledById);

/** The viewer's message of that id; null for everybody else's, and once it is sent. */
export async function referToScheduled(ctx: RequestContext, id: string): Promise<ScheduledRow | null> {
  const row = await load(ctx, findScheduled, id);
  return row?.personId === ctx.viewer.id ? row : null;
}

/** Where it will be sent; null where the viewer may no longer read it. */
export async function channelOf(ctx: RequestContext, channelId: string): Promise<ChannelAt | null> {
  return (await peekChannel(ctx, channelId))?.channel ?? null;
}

const keyOf = ({ sendAt, id }: ScheduledRow): readonly string[] => [sendAt.toISOString(), id];

/** A page of what the viewer will send. */
export async function listScheduled(ctx: RequestContext, args: PageArgs): Promise<Page<ScheduledRow>> {
  const request = pageRequest(args);
  return toPage(await scheduledOf(ctx.db, ctx.viewer.id, request), request, keyOf);
}
