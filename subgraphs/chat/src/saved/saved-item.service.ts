import {
  batchOf,
  conflict,
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
import { accessMessage, peekMessage } from '../message/message.access.js';
import type { MessageRow } from '../message/message.table.js';
import { changeOwn, wakeOwner } from '../sidebar/own-change.service.js';
import type { RemoveSavedItemInput, SaveItemInput } from './saved-item.inputs.js';
import { checkNote, checkReminder } from './saved-item.rules.js';
import { countItems, deleteItem, itemsById, itemsOf, itemsOn, upsertItem } from './saved-item.store.js';
import type { SavedItemRow } from './saved-item.table.js';

/** The job that gives reminders. */
export const REMIND = 'remind';

const ITEMS_AT_MOST = 10_000;

async function save(ctx: RequestContext, input: SaveItemInput): Promise<SavedItemRow> {
  const { message } = await accessMessage(ctx, input.messageId, 'READ');
  if (message.deletedAt) throw conflict('This message was deleted');
  if ((await countItems(ctx.db, ctx.viewer.id)) >= ITEMS_AT_MOST) {
    throw conflict(`At most ${ITEMS_AT_MOST.toLocaleString('en')} messages can be saved; remove some first`);
  }
  const item = await upsertItem(ctx.db, {
    id: newId('saved'),
    personId: ctx.viewer.id,
    messageId: message.id,
    note: input.note == null ? null : checkNote(input.note),
    setsNote: input.note !== undefined,
    remindAt: input.remindAt == null ? null : checkReminder(input.remindAt, new Date()),
    setsReminder: input.remindAt !== undefined,
  });
  if (!item) throw notFound('Message');
  if (input.remindAt) await later(ctx, REMIND, {}, { after: input.remindAt });
  await changeOwn(ctx, ctx.viewer.id, 'savedItemChanged', item.id);
  return item;
}

/** Puts a message aside, with a remark and a reminder if wanted, or changes these of one that is. */
export async function saveItem(ctx: RequestContext, input: SaveItemInput): Promise<SavedItemRow> {
  const id = await transaction(ctx, (inner) => once(inner, 'saveItem', input, () => save(inner, input)));
  await wakeOwner(ctx, ctx.viewer.id);
  const item = await referToItem(ctx, id);
  if (!item) throw notFound('Saved item');
  return item;
}

/** Removes a bookmark. One that is gone, or somebody else's, is gone for the viewer in any case. */
export async function removeSavedItem(
  ctx: RequestContext,
  { itemId }: RemoveSavedItemInput,
): Promise<{ readonly id: string }> {
  const { id: viewerId } = ctx.viewer;
  const removed = await transaction(ctx, async (inner) => {
    const existed = await deleteItem(inner.db, itemId, viewerId);
    if (existed) await changeOwn(inner, viewerId, 'savedItemChanged', itemId);
    return existed;
  });
  if (removed) await wakeOwner(ctx, viewerId);
  return { id: itemId };
}

const findItems = batchOf(itemsById);

/** The viewer's item of that id; null for everybody else's. */
export async function referToItem(ctx: RequestContext, id: string): Promise<SavedItemRow | null> {
  const item = await load(ctx, findItems, id);
  return item?.personId === ctx.viewer.id ? item : null;
}

/** The message of an item; null where the viewer may no longer read it, or it is gone. */
export async function messageOf(ctx: RequestContext, messageId: string): Promise<MessageRow | null> {
  return (await peekMessage(ctx, messageId))?.message ?? null;
}

const keyOf = ({ savedAt, id }: SavedItemRow): readonly string[] => [savedAt.toISOString(), id];

/** A page of what the viewer put aside. */
export async function listSavedItems(ctx: RequestContext, args: PageArgs): Promise<Page<SavedItemRow>> {
  const request = pageRequest(args);
  return toPage(await itemsOf(ctx.db, ctx.viewer.id, request), request, keyOf);
}

const findOwn = (ctx: RequestContext, ids: readonly string[]) => itemsOn(ctx.db, ctx.viewer.id, ids);

/** The viewer's bookmark on a message that they read. */
export const itemOn = async (ctx: RequestContext, messageId: string): Promise<SavedItemRow | null> =>
  (await load(ctx, findOwn, messageId)) ?? null;
