import { invalid } from '@parley/kit';

/** Words with their time, as a file of subtitles has them. */
export interface Cue {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Who speaks, as the file names them; null where it does not. */
  readonly voice: string | null;
  readonly text: string;
}

/** What a transcript is bounded by: about four hours of talk, which a request of the gateway can carry. */
const MOST_CHARACTERS = 200_000;
const MOST_CUES = 5_000;
const MOST_IN_CUE = 4_000;
const MOST_HOURS = 100;

const FIELD = 'text';

/** The refusal of a file, naming the line that is wrong. */
export const wrongLine = (line: number, sentence: string): Error =>
  invalid(FIELD, `Line ${String(line)}: ${sentence}`);

/** Control characters other than tabs and ends of lines: text has none, files of other kinds do. */
const BINARY = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/**
 * The lines of a file, however they end, without a byte order mark.
 * @throws INVALID for what is too long, or no text
 */
export function linesOf(text: string): readonly string[] {
  if (text.length > MOST_CHARACTERS) {
    throw invalid(
      FIELD,
      `At most ${MOST_CHARACTERS.toLocaleString('en')} characters; send long meetings in parts`,
    );
  }
  if (BINARY.test(text) || !text.isWellFormed()) throw invalid(FIELD, 'This is no text');
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
}

/** Lines between empty ones, with the number of the first. */
export interface Block {
  readonly line: number;
  readonly lines: readonly string[];
}

/** Blocks of lines that stand together, in order. */
export function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: { line: number; lines: string[] }[] = [];
  let open = false;
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') open = false;
    else if (open) blocks.at(-1)?.lines.push(line);
    else {
      blocks.push({ line: at + 1, lines: [line] });
      open = true;
    }
  }
  return blocks;
}

/** The seconds of a time of hours, minutes, seconds and thousandths. @throws INVALID beyond any meeting */
export function secondsOf(parts: readonly (string | undefined)[], line: number): number {
  const [hours = 0, minutes = 0, seconds = 0, thousandths = 0] = parts.map((part) => Number(part ?? 0));
  if (hours >= MOST_HOURS) throw wrongLine(line, `No meeting lasts ${String(MOST_HOURS)} hours`);
  if (minutes > 59 || seconds > 59) throw wrongLine(line, 'Minutes and seconds go to 59');
  return hours * 3_600 + minutes * 60 + seconds + thousandths / 1_000;
}

/** @throws INVALID for words that end before they begin */
export function checkSpan(start: number, end: number, line: number): void {
  if (end <= start) throw wrongLine(line, 'The end has to come after the beginning');
}

/** Words on one line, without what only lays them out. @throws INVALID for a cue that is a book */
export function wordsIn(text: string, line: number): string {
  if (text.length > MOST_IN_CUE) {
    throw wrongLine(line, `At most ${MOST_IN_CUE.toLocaleString('en')} characters stand together`);
  }
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Cues in the order of their time; those without words are left out. @throws INVALID for none, or too many */
export function inOrderOfTime(cues: readonly Cue[]): readonly Cue[] {
  const spoken = cues.filter(({ text }) => text !== '');
  if (spoken.length === 0) throw invalid(FIELD, 'Nobody says anything in this file');
  if (spoken.length > MOST_CUES) {
    throw invalid(
      FIELD,
      `At most ${MOST_CUES.toLocaleString('en')} pieces; this has ${spoken.length.toLocaleString('en')}`,
    );
  }
  return spoken.toSorted((one, other) => one.startSeconds - other.startSeconds);
}
