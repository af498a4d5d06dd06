import { type RequestContext, conflict, invalid } from '@parley/kit';
import { attachInstead, kindOf, showNow } from '../attachment/attachment.service.js';
import type { StoredAttachment } from '../attachment/file.table.js';
import { knowFiles } from '../attachment/linked-file.service.js';
import { tellFilesWhile } from '../attachment/told-file.service.js';
import { announce } from '../channel/announce.service.js';
import { parseHashtags } from '../hashtag/hashtag.rules.js';
import { previewLater } from '../link-preview/link-preview.service.js';
import { guardEdit } from '../moderation/guard.service.js';
import { changeMessage } from './change-message.service.js';
import { writeMentions, mentionsReached } from './mention.service.js';
import { accessMessage } from './message.access.js';
import type { EditMessageInput } from './message.inputs.js';
import { checkText } from './message.rules.js';
import { updateSaid } from './message.store.js';
import type { MessageRow } from './message.table.js';

/** What a message shows from now on; null where nothing is said of that. @throws INVALID, NOT_FOUND */
async function filesAfter(
  ctx: RequestContext,
  message: MessageRow,
  { attachments: asked }: EditMessageInput,
): Promise<readonly StoredAttachment[] | null> {
  if (asked == null) return null;
  if (message.forwarded !== null) throw invalid('attachments', 'What is forwarded keeps its files');
  return attachInstead(ctx, message, asked);
}

/** What a message says from now on. @throws INVALID where nothing would be left of it */
function textAfter(
  message: MessageRow,
  { text, attachments: asked }: EditMessageInput,
  files: readonly StoredAttachment[],
): string | null {
  const said = text ?? (asked == null ? null : message.text);
  const { poll, cardId, forwarded } = message;
  const standsAlone = files.length > 0 || [poll, cardId, forwarded].some((part) => part !== null);
  const isAsked = text != null || asked != null;
  return isAsked && standsAlone && (said ?? '').trim() === '' ? null : checkText(said);
}

async function edit(ctx: RequestContext, input: EditMessageInput): Promise<MessageRow> {
  const found = await accessMessage(ctx, input.messageId, 'EDIT');
  const { channel } = found.standing;
  const files = await filesAfter(ctx, found.message, input);
  const text = textAfter(found.message, input, files ?? found.message.attachments);
  const { kind } = found.message;
  const message = await updateSaid(ctx.db, {
    ...{ id: found.message.id, expectedVersion: input.expectedVersion, text, attachments: files },
    kind: files && (kind === 'TEXT' || kind === 'VOICE') ? (kindOf(files) ?? 'TEXT') : kind,
    hashtags: parseHashtags(text ?? ''),
    mentions: await mentionsReached(ctx, channel, text ?? ''),
    editorId: ctx.viewer.id,
  });
  if (!message) throw conflict('The message was changed meanwhile; read it again');
  await guardEdit(ctx, channel, message);
  if (files) await showNow(ctx, message);
  await writeMentions(ctx, message);
  await previewLater(ctx, message);
  await announce(ctx, message.channelId, 'messageChanged', { messageId: message.id });
  return message;
}

/**
 * Changes what a message says and shows; the earlier words are kept. Files are attached as they are by sending it: those
 * that come are given to its readers by files, and those that go are taken from them.
 */
export async function editMessage(ctx: RequestContext, input: EditMessageInput): Promise<MessageRow> {
  await knowFiles(ctx, input.attachments);
  return changeMessage(ctx, 'editMessage', input, (inner) =>
    input.attachments == null
      ? edit(inner, input)
      : tellFilesWhile(inner, [input.messageId], () => edit(inner, input)),
  );
}
