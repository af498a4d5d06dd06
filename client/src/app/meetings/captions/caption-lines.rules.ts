import type { SaidWordsFragment } from '../../../generated/graphql';

/** As many lines as one reads while watching. */
const LINES = 3;
/** How long words stay, in milliseconds: as long as one takes to read them, and never less than this. */
const SHORTEST_MS = 4_000;
const PER_CHARACTER_MS = 65;

/** Words on the strip, until when. */
export interface CaptionLine {
  readonly id: string;
  readonly speakerName: string;
  readonly text: string;
  readonly until: number;
}

/** The strip once somebody said something. */
export function afterWords(
  lines: readonly CaptionLine[],
  { id, speakerName, text }: SaidWordsFragment,
  now: number,
): readonly CaptionLine[] {
  if (lines.some((line) => line.id === id)) return lines;
  const until = now + Math.max(SHORTEST_MS, text.length * PER_CHARACTER_MS);
  return [...lines, { id, speakerName, text, until }].slice(-LINES);
}

/** The strip at a later moment: what was read is gone. */
export function afterTime(lines: readonly CaptionLine[], now: number): readonly CaptionLine[] {
  const left = lines.filter(({ until }) => until > now);
  return left.length === lines.length ? lines : left;
}
