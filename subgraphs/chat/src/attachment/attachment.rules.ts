import { invalid } from '@parley/kit';
import type { AttachmentRole } from './attachment.js';
import type { AttachmentInput, AttachmentMeasuresInput } from './attachment.inputs.js';
import type { FileRow, StoredAttachment } from './file.table.js';
import type { LinkedFileRow } from './linked-file.table.js';

/** How many files one message shows. */
export const FILES_AT_MOST = 20;

const LONGEST_CAPTION = 1_000;
const LONGEST_WAVEFORM = 100;
const LONGEST_SECONDS = 86_400;
const WIDEST = 32_768;

/** @throws INVALID when there are too many, or the same one twice */
export function checkCount(attachments: readonly AttachmentInput[]): void {
  if (attachments.length > FILES_AT_MOST) {
    throw invalid('attachments', `A message shows at most ${String(FILES_AT_MOST)} files`);
  }
  if (new Set(attachments.map(({ fileId }) => fileId)).size < attachments.length) {
    throw invalid('attachments', 'The same file is in it twice');
  }
}

/** @throws INVALID when it is too long or no text */
function checkCaption(caption: string | null | undefined): string | null {
  const words = caption?.trim() ?? '';
  if (words.length > LONGEST_CAPTION) {
    throw invalid('attachments', `Words under a file have at most ${String(LONGEST_CAPTION)} characters`);
  }
  if (words.includes('\0') || !words.isWellFormed()) {
    throw invalid('attachments', 'The words under a file hold characters that are not text');
  }
  return words === '' ? null : words;
}

/** What is known of a file by what it holds. */
interface Held {
  readonly kind: FileRow['kind'];
  readonly inline: boolean;
  readonly width: number | null;
  readonly height: number | null;
}

/** How a file is shown: as was asked for, where that can be. @throws INVALID for a voice message that is no sound */
function roleOf({ kind, inline }: Held, asked: AttachmentRole | null | undefined): AttachmentRole {
  if (asked === 'VOICE' && (kind !== 'AUDIO' || !inline)) {
    throw invalid('attachments', 'A voice message is a sound');
  }
  const shown = inline ? 'INLINE' : 'ATTACHED';
  return asked === 'INLINE' ? shown : (asked ?? shown);
}

const between = (value: number | null | undefined, most: number): number | null =>
  value != null && Number.isFinite(value) && value > 0 && value <= most ? value : null;

function waveformOf(given: readonly number[] | null | undefined): readonly number[] | null {
  if (!given || given.length === 0) return null;
  if (given.length > LONGEST_WAVEFORM) {
    throw invalid('attachments', `A waveform has at most ${String(LONGEST_WAVEFORM)} heights`);
  }
  return given.map((height) => Math.round(Math.min(1, Math.max(0, height)) * 100) / 100);
}

const measured = (file: Held, given: AttachmentMeasuresInput | null | undefined) => {
  const [isSound, isFilm] = [file.kind === 'AUDIO', file.kind === 'VIDEO'];
  const pixels = (value: number | null | undefined): number | null =>
    isFilm || file.kind === 'IMAGE' ? between(value, WIDEST) : null;
  return {
    width: file.width ?? pixels(given?.width),
    height: file.height ?? pixels(given?.height),
    durationSeconds: isSound || isFilm ? between(given?.durationSeconds, LONGEST_SECONDS) : null,
    waveform: isSound ? waveformOf(given?.waveform) : null,
  };
};

/** A file that stands on a message already, with other words under it. @throws INVALID */
export const withCaption = (stored: StoredAttachment, { caption }: AttachmentInput): StoredAttachment => ({
  ...stored,
  caption: checkCaption(caption),
});

/** A file as it stands on the message that shows it. @throws INVALID */
export const toStored = (file: FileRow, { caption, role, measures }: AttachmentInput): StoredAttachment => ({
  fileId: file.id,
  ownerId: file.ownerId,
  name: file.name,
  mediaType: file.mediaType ?? 'application/octet-stream',
  kind: file.kind ?? 'OTHER',
  size: Number(file.size),
  createdAt: file.createdAt.toISOString(),
  role: roleOf(file, role),
  caption: checkCaption(caption),
  ...measured(file, measures),
});

const SHOWN_IN_PLACE: ReadonlySet<string> = new Set(['IMAGE', 'VIDEO', 'AUDIO']);

/** The same of a file that files keeps; what it measured itself wins. @throws INVALID */
export function toStoredLink(
  { id, ownerId, facts, createdAt, channelIds }: LinkedFileRow,
  channelId: string,
  { caption, role, measures }: AttachmentInput,
): StoredAttachment {
  const { name, mediaType, kind, size, scan, renditions } = facts;
  // What a picture is measured to be here is not known before it was looked into; whoever sends it sees it.
  const held = { kind, inline: SHOWN_IN_PLACE.has(kind), width: facts.width, height: facts.height };
  const said = measured(held, measures);
  return {
    ...{ fileId: id, ownerId, name, mediaType, kind, size, createdAt: createdAt.toISOString() },
    ...{ role: roleOf(held, role), caption: checkCaption(caption), ...said },
    durationSeconds: facts.durationSeconds ?? said.durationSeconds,
    waveform: said.waveform ?? facts.waveform,
    ...{ scan, renditions, isThere: true, isGiven: channelIds.includes(channelId) },
  };
}
