import { type Block, type Cue, blocksOf, checkSpan, secondsOf, wordsIn, wrongLine } from './cue.rules.js';

const TIME = String.raw`(\d{1,3}):(\d{2}):(\d{2})[,.](\d{3})`;
const TIMINGS = new RegExp(String.raw`^\s*${TIME}\s+-->\s+${TIME}(?:\s.*)?$`);
/** Markup that players of SubRip know: HTML for looks, and braces for places. */
const MARKUP = /<\/?(?:[biu]|font(?:\s[^<>]*)?)>|\{\\[^{}]*\}/gi;

function cueIn({ line, lines }: Block): Cue {
  const skipped = /^\s*\d+\s*$/.test(lines[0] ?? '') ? 1 : 0;
  const at = line + skipped;
  const times = TIMINGS.exec(lines[skipped] ?? '');
  if (!times) throw wrongLine(at, 'Expected a time such as 00:01:02,000 --> 00:01:05,000');
  const startSeconds = secondsOf(times.slice(1, 5), at);
  const endSeconds = secondsOf(times.slice(5, 9), at);
  checkSpan(startSeconds, endSeconds, at);
  const payload = lines.slice(skipped + 1).join('\n');
  return { startSeconds, endSeconds, voice: null, text: wordsIn(payload.replaceAll(MARKUP, ''), at + 1) };
}

/** The cues of a SubRip file; it has no voices, but often begins words with a name. @throws INVALID naming the line */
export const readSrt = (lines: readonly string[]): readonly Cue[] => blocksOf(lines).map(cueIn);
