import { type Cue, inOrderOfTime, linesOf } from './cue.rules.js';
import { readSrt } from './srt.rules.js';
import { isVtt, readVtt } from './vtt.rules.js';

/** What a file of subtitles says, WebVTT or SubRip, in the order of time. @throws INVALID naming what is wrong where */
export function readTranscriptFile(text: string): readonly Cue[] {
  const lines = linesOf(text);
  return inOrderOfTime(isVtt(lines) ? readVtt(lines) : readSrt(lines));
}
