import {
  batchOf,
  conflict,
  invalid,
  load,
  newId,
  type Page,
  type PageArgs,
  pageRequest,
  type RequestContext,
  toPage,
  transaction,
} from '@parley/kit';
import type { AttachmentInput } from '../attachment/attachment.inputs.js';
import { attachAll } from '../attachment/attachment.service.js';
import { knowFiles } from '../attachment/linked-file.service.js';
import { tellFiles } from '../attachment/told-file.service.js';
import { accessChannel, onlyChannels } from '../channel/channel.access.js';
import { checkText } from '../message/message.rules.js';
import { findThreads } from '../thread/thread.access.js';
import { changeOwn, wakeOwner } from '../sidebar/own-change.service.js';
import type { DiscardDraftInput, SaveDraftInput } from './draft.inputs.js';
import { deleteDraft, draftsById, draftsOf, upsertDraft } from './draft.store.js';
import type { DraftRow } from './draft.table.js';

/**
 * Whether a thread stands in a channel that the viewer may write in.
 * @throws INVALID when it does not
 */
export async function checkThread(
  ctx: RequestContext,
  channelId: string,
  threadId: string | null | undefined,
): Promise<void> {
  if (threadId == null) return;
  const thread = await load(ctx, findThreads, threadId);
  if (thread?.channelId !== channelId) throw invalid('threadId', 'The thread is not in this channel');
}

/** The files of a draft as they are kept; null where nothing is said of them. @throws INVALID, NOT_FOUND */
async function filesOf(
  ctx: RequestContext,
  channelId: string,
  { attachments }: SaveDraftInput,
): Promise<AttachmentInput[] | null> {
  if (attachments == null) return null;
  await attachAll(ctx, channelId, attachments);
  return attachments.map(({ fileId, caption, role, measures }) => ({
    ...{ fileId, caption: caption?.trim() ?? null, role: role ?? null, measures: measures ?? null },
  }));
}

/** Files are told what waits for a message and what no longer does, where that changed; who only types tells nothing. */
async function tellWaiting(
  ctx: RequestContext,
  before: readonly AttachmentInput[],
  after: readonly AttachmentInput[],
): Promise<void> {
  const idsOf = (files: readonly AttachmentInput[]): Set<string> =>
    new Set(files.map(({ fileId }) => fileId));
  await tellFiles(ctx, [...idsOf(before).symmetricDifference(idsOf(after))]);
}

async function save(ctx: RequestContext, input: SaveDraftInput): Promise<DraftRow> {
  const { channel } = await accessChannel(ctx, input.channelId, 'POST');
  await checkThread(ctx, channel.id, input.threadId);
  const files = await filesOf(ctx, channel.id, input);
  const values = {
    id: newId('draft'),
    personId: ctx.viewer.id,
    channelId: channel.id,
    threadId: input.threadId ?? null,
    text: files?.length && input.text.trim() === '' ? '' : checkText(input.text),
    clientKey: input.key,
  };
  const draft = await upsertDraft(ctx.db, values, files);
  if (!draft) throw conflict('This key was used for something else; choose a new one');
  await tellWaiting(ctx, draft.before ?? [], draft.attachments);
  await changeOwn(ctx, ctx.viewer.id, 'draftChanged', draft.id);
  return draft;
}

/**
 * Keeps what was typed. People type much: the key stands on the draft and nothing is written to the log, so that a
 * draft costs its row and no more however often it is saved.
 */
export async function saveDraft(ctx: RequestContext, input: SaveDraftInput): Promise<DraftRow> {
  await knowFiles(ctx, input.attachments);
  const draft = await transaction(ctx, (inner) => save(inner, input));
  await wakeOwner(ctx, draft.personId);
  return draft;
}

/** Throws a draft away. One that is gone, or somebody else's, is gone for the viewer in any case. */
export async function discardDraft(
  ctx: RequestContext,
  { draftId }: DiscardDraftInput,
): Promise<{ readonly id: string }> {
  const { id: viewerId } = ctx.viewer;
  const discarded = await transaction(ctx, async (inner) => {
    const draft = await deleteDraft(inner.db, draftId, viewerId);
    if (!draft) return false;
    await tellWaiting(inner, draft.attachments, []);
    await changeOwn(inner, viewerId, 'draftChanged', draftId);
    return true;
  });
  if (discarded) await wakeOwner(ctx, viewerId);
  return { id: draftId };
}

const findDrafts = batchOf(draftsById);

/** The viewer's draft of that id; null for everybody else's, and where the channel is closed to them. */
export async function referToDraft(ctx: RequestContext, id: string): Promise<DraftRow | null> {
  const draft = await load(ctx, findDrafts, id);
  if (draft?.personId !== ctx.viewer.id) return null;
  const only = await onlyChannels(ctx);
  return only?.includes(draft.channelId) === false ? null : draft;
}

const keyOf = ({ updatedAt, id }: DraftRow): readonly string[] => [updatedAt.toISOString(), id];

/** A page of what the viewer typed and did not send. */
export async function listDrafts(ctx: RequestContext, args: PageArgs): Promise<Page<DraftRow>> {
  const request = pageRequest(args);
  return toPage(await draftsOf(ctx.db, ctx.viewer.id, await onlyChannels(ctx), request), request, keyOf);
}
