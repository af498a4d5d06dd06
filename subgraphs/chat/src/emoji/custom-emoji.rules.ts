import { invalid } from '@parley/kit';
import type { FileRow } from '../attachment/file.table.js';

/** How many emoji an organisation has. */
export const CUSTOM_EMOJI_AT_MOST = 1_000;

const NAME = /^[a-z0-9_+-]{2,32}$/;
const MOST_BYTES = 524_288;
const WIDEST = 1_024;

/** @throws INVALID for a name that could not be written between colons */
export function checkEmojiName(name: string): string {
  if (!NAME.test(name)) throw invalid('name', 'A name has 2 to 32 small letters, digits, _, + or -');
  return name;
}

/** @throws INVALID for what is no small picture */
export function checkEmojiPicture({ kind, inline, size, width, height }: FileRow): void {
  if (kind !== 'IMAGE' || !inline) {
    throw invalid('fileId', 'An emoji is a PNG, JPEG, GIF, WebP or AVIF picture');
  }
  if (Number(size) > MOST_BYTES) throw invalid('fileId', 'The picture of an emoji has at most 512 KiB');
  if (Math.max(width ?? 0, height ?? 0) > WIDEST) {
    throw invalid('fileId', `The picture of an emoji is at most ${String(WIDEST)} pixels wide and high`);
  }
}

/** The name in `:name:`; null for anything else. */
export const nameIn = (text: string): string | null => /^:([a-z0-9_+-]{2,32}):$/.exec(text)?.[1] ?? null;
