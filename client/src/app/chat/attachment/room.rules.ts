import type { MessageAttachmentFragment } from '../../../generated/graphql';
import { boxOf, groupAttachments, isPaired } from './attachment.rules';

const gap = 8;
const tile = 152;
const player = 66;
const card = 58;
const words = 20;

/** How much room the files of a message will need, in CSS pixels, before what shows them is loaded. */
export function roomOf(attachments: readonly MessageAttachmentFragment[]): number {
  const { pictures, films, voices, sounds, cards } = groupAttachments(attachments);
  const [first] = pictures;
  const columns = isPaired(pictures.length) ? 2 : 3;
  const row = first && pictures.length === 1 ? boxOf(first.file.metadata).height : tile;
  const blocks = [
    ...(first ? [Math.ceil(pictures.length / columns) * (row + gap) - gap] : []),
    ...films.map(({ file }) => boxOf(file.metadata).height + words),
    ...[...voices, ...sounds].map(() => player),
    ...cards.map(() => card),
  ];
  return blocks.reduce((sum, height) => sum + height + gap, 0);
}
