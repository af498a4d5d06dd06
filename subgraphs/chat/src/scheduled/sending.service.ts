import {
  AppError,
  type Job,
  type RequestContext,
  type Viewer,
  forbidden,
  job,
  load,
  once,
  systemCaller,
  transaction,
} from '@parley/kit';
import { type GraphQLInputType, coerceInputValue } from 'graphql';
import { viewerStream } from '../events.js';
import type { SendMessageInput } from '../message/message.inputs.js';
import { readMessage, sendWithin } from '../message/message.service.js';
import type { MessageRow } from '../message/message.table.js';
import { findPeople } from '../person/person.service.js';
import { changeOwn, wakeOwner } from '../sidebar/own-change.service.js';
import { instantOf, wallTimeAt, withSeconds } from './local-time.rules.js';
import type { SendScheduledMessageInput } from './scheduled.inputs.js';
import { SEND_DUE, lockOwn, timingIn } from './scheduled.service.js';
import {
  deleteScheduled,
  dueAfter,
  failScheduled,
  lockDue,
  outOfZone,
  updateScheduled,
} from './scheduled.store.js';
import type { ScheduledRow } from './scheduled.table.js';

const AT_ONCE = 100;

/** What was kept as JSON, as sendMessage takes it: instants are instants again. */
function inputOf({ subgraph }: RequestContext, { content, messageKey }: ScheduledRow): SendMessageInput {
  const type = subgraph.schema.getType('SendMessageInput') as GraphQLInputType;
  return coerceInputValue({ ...content, key: messageKey }, type) as SendMessageInput;
}

/**
 * Who wrote it, as they are now. Nobody vouches for their permissions at this moment, so they have none: what they may
 * write in follows from their place in the channel, which is asked for as for everybody.
 * @throws FORBIDDEN when they could not write at all
 */
async function writerOf(ctx: RequestContext, { personId, viewer }: ScheduledRow): Promise<Viewer> {
  const person = await load(ctx, findPeople, personId);
  const isOver = viewer.endsAt !== null && new Date(viewer.endsAt) <= new Date();
  if (person?.state !== 'ACTIVE' || isOver) throw forbidden('The account was not active at that time');
  return {
    ...viewer,
    id: personId,
    organizationId: person.organizationId,
    sessionId: null,
    permissions: [],
    roles: person.kind === 'CUSTOMER' ? ['CUSTOMER'] : [],
    departmentIds: person.departmentIds,
    country: person.country,
    region: person.region ?? viewer.region,
    scopes: null,
  };
}

/** Sends a locked message: it is a message from then on, or, where this fails, waits as it did. */
async function sendLocked(ctx: RequestContext, row: ScheduledRow): Promise<MessageRow> {
  const message = await sendWithin(ctx, inputOf(ctx, row));
  await deleteScheduled(ctx.db, row.id);
  await changeOwn(ctx, row.personId, 'scheduledMessageChanged', row.id);
  return message;
}

/**
 * Sends one that is due, in one transaction with its leaving the list: killed at any point it waits still, or is sent.
 * A right that was lost since it was written refuses it; its writer is told and may give it another time.
 */
async function sendDue(base: RequestContext, found: ScheduledRow): Promise<void> {
  try {
    const viewer = await writerOf(base, found);
    const ctx = base.subgraph.context({ ...systemCaller(`scheduled ${found.id}`), viewer, internal: false });
    await transaction(ctx, async (inner) => {
      const row = await lockDue(inner.db, found.id);
      if (row) await sendLocked(inner, row);
    });
  } catch (error) {
    // A refusal is an answer; anything else is a fault, and the message waits for the next minute.
    if (!(error instanceof AppError)) throw error;
    await refuse(base, found, error);
  }
  await wakeOwner(base, found.personId);
}

async function refuse(ctx: RequestContext, { id, personId }: ScheduledRow, error: AppError): Promise<void> {
  const { code } = error.extensions;
  // Slow mode and the like pass by themselves: it is tried again every minute.
  if (code === 'RATE_LIMITED' || code === 'UNAVAILABLE') return;
  const because = code === 'NOT_FOUND' ? 'You can no longer read this channel' : error.message;
  await transaction(ctx, async (inner) => {
    if (!(await failScheduled(inner.db, id, because))) return;
    await changeOwn(inner, personId, 'scheduledMessageChanged', id);
    await inner.events.publish(viewerStream(personId), 'scheduledMessageRefused', {
      personId,
      scheduledId: id,
    });
  });
}

/** Sends everything that is due, one by one: what fails holds up nothing else. */
export async function sendAllDue(ctx: RequestContext): Promise<void> {
  let last: ScheduledRow | null = null;
  for (;;) {
    const due: ScheduledRow[] = await dueAfter(ctx.db, last, AT_ONCE);
    for (const row of due) {
      await sendDue(ctx.subgraph.context(systemCaller(SEND_DUE)), row).catch((error: unknown) => {
        // It still waits, so the next minute tries again; the others are not to wait for it.
        ctx.subgraph.logger.error({ err: String(error), scheduled: row.id }, 'scheduled message not sent');
      });
    }
    last = due.at(-1) ?? null;
    if (due.length < AT_ONCE) return;
  }
}

/** Runs at the time of each message, and every minute for what came due while nothing ran. */
export const scheduledSending: Job = job(SEND_DUE, { cron: '* * * * *' }, sendAllDue);

/** Sends a message that waits at once, as the viewer who asks for it. */
export async function sendScheduledMessage(
  ctx: RequestContext,
  input: SendScheduledMessageInput,
): Promise<MessageRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'sendScheduledMessage', input, async () =>
      sendLocked(inner, await lockOwn(inner, input.scheduledId)),
    ),
  );
  await wakeOwner(ctx, ctx.viewer.id);
  return readMessage(ctx, id);
}

/**
 * Recipients have moved to another zone: what is to reach them at a time of day does so by the clock they have now, on
 * the day that was promised. What their new clock has passed already is sent at once.
 */
export async function followRecipients(ctx: RequestContext, personIds: readonly string[]): Promise<void> {
  const people = await findPeople(ctx, personIds);
  for (const row of await outOfZone(ctx.db, personIds)) {
    const zone = people.get(row.recipientId ?? '')?.timeZone;
    if (!zone || !row.recipientLocalTime || !row.recipientZone) continue;
    const date = row.recipientLocalDate ?? wallTimeAt(row.sendAt, row.recipientZone).date;
    const sendAt = instantOf({ date, time: withSeconds(row.recipientLocalTime) }, zone);
    const { id, text, content } = row;
    await updateScheduled(ctx.db, { ...timingIn(row), id, text, content, sendAt, recipientZone: zone });
    await ctx.subgraph.later(ctx.db, SEND_DUE, {}, { after: sendAt });
    await changeOwn(ctx, row.personId, 'scheduledMessageChanged', row.id);
  }
}
