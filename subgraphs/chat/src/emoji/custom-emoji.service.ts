import { type RequestContext, conflict, invalid, newId, notFound, once, transaction } from '@parley/kit';
import { peekFile } from '../attachment/file.access.js';
import { accessEmoji, mayAddEmoji, peekEmoji } from './custom-emoji.access.js';
import type { AddCustomEmojiInput, RemoveCustomEmojiInput } from './custom-emoji.inputs.js';
import { CUSTOM_EMOJI_AT_MOST, checkEmojiName, checkEmojiPicture, nameIn } from './custom-emoji.rules.js';
import { deleteEmoji, emojiNamed, emojiOf, insertEmoji } from './custom-emoji.store.js';
import type { CustomEmojiRow } from './custom-emoji.table.js';

/** The emoji of the viewer's organisation. */
export const listEmoji = (ctx: RequestContext): Promise<CustomEmojiRow[]> =>
  emojiOf(ctx.db, ctx.viewer.organizationId, CUSTOM_EMOJI_AT_MOST);

/** Adds an emoji. */
export async function addCustomEmoji(
  ctx: RequestContext,
  input: AddCustomEmojiInput,
): Promise<CustomEmojiRow> {
  mayAddEmoji(ctx);
  const name = checkEmojiName(input.name);
  const { viewer } = ctx;
  const id = await transaction(ctx, (inner) =>
    once(inner, 'addCustomEmoji', input, async () => {
      const file = await peekFile(inner, input.fileId);
      // Nobody opens to all what only some were shown.
      if (file?.ownerId !== viewer.id) throw notFound('File');
      checkEmojiPicture(file);
      const emoji = {
        id: newId('emoji'),
        organizationId: viewer.organizationId,
        ...{ name, fileId: file.id, createdById: viewer.id },
      };
      const added = await insertEmoji(inner.db, emoji, CUSTOM_EMOJI_AT_MOST);
      if (!added) throw conflict(`There is an emoji :${name}: already, or there are too many`);
      return added;
    }),
  );
  const emoji = await peekEmoji(ctx, id);
  if (!emoji) throw notFound('Emoji');
  return emoji;
}

/** Removes an emoji; where it was used its name is shown. */
export async function removeCustomEmoji(
  ctx: RequestContext,
  input: RemoveCustomEmojiInput,
): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'removeCustomEmoji', input, async () => {
      const emoji = await accessEmoji(inner, input.emojiId);
      await deleteEmoji(inner.db, emoji.id);
      return emoji;
    }),
  );
  return { id };
}

/** @throws INVALID for a `:name:` that is no emoji of the organisation; passes over everything else */
export async function checkCustomEmoji(ctx: RequestContext, field: string, text: string): Promise<boolean> {
  const name = nameIn(text);
  if (name === null) return false;
  if (!(await emojiNamed(ctx.db, ctx.viewer.organizationId, name))) {
    throw invalid(field, `There is no emoji ${text} here`);
  }
  return true;
}
